package cn.chaoxue.platform.redis;

import io.vertx.mutiny.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Which server of a cluster holds which slot, as `host:port`, as far as is known: a guess the servers correct.
final class SlotMap {

    private final AtomicReferenceArray<@Nullable String> owners = new AtomicReferenceArray<>(HashSlot.COUNT);
    private volatile List<String> servers;

    /// `servers`: those known before anyone has been asked.
    SlotMap(List<String> servers) {
        this.servers = List.copyOf(servers);
    }

    /// The server of a slot; any where it is not known.
    String ownerOf(int slot) {
        String owner = owners.get(slot);
        return owner == null ? servers.getFirst() : owner;
    }

    /// One server after the other, whatever they hold.
    String server(int turn) {
        List<String> known = servers;
        return known.get(Math.floorMod(turn, known.size()));
    }

    void moved(int slot, String owner) {
        owners.set(slot, owner);
    }

    /// Takes the answer to `CLUSTER SLOTS`: first slot, last slot, owner (host, port, …), replicas.
    void learn(Response ranges) {
        Set<String> alive = new LinkedHashSet<>();
        for (int i = 0; i < ranges.size(); i++) {
            Response range = ranges.get(i);
            String owner = range.get(2).get(0) + ":" + range.get(2).get(1);
            alive.add(owner);
            for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                owners.set(slot, owner);
            }
        }
        if (!alive.isEmpty()) {
            alive.addAll(servers);
            servers = List.copyOf(alive);
        }
    }
}
