package cn.chaoxue.live;

import cn.chaoxue.campaign.Presence;
import cn.chaoxue.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Learners this process has heard of lately, in memory, each once however often they were heard. Costs a heartbeat
/// one map write and Redis nothing.
@ApplicationScoped
class PodPresence implements Presence {

    private final LiveConfig config;
    private final InstantSource clock;
    private final Map<Long, Heard> heard = new ConcurrentHashMap<>();

    private record Heard(String unitPath, Instant at) {}

    PodPresence(LiveConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void seen(Caller caller) {
        if (heard.size() < config.maxOnline() || heard.containsKey(caller.id())) {
            heard.put(caller.id(), new Heard(caller.unit().path(), clock.instant()));
        }
    }

    /// Learners online per unit, ancestors included. Forgets whom it has not heard of within the window; a pass over
    /// all, for the pace of seconds.
    Map<Long, Integer> perUnit() {
        Instant since = clock.instant().minus(config.onlineWindow());
        heard.values().removeIf(one -> one.at().isBefore(since));
        Map<String, Integer> perPath = new HashMap<>();
        heard.values().forEach(one -> perPath.merge(one.unitPath(), 1, Integer::sum));
        Map<Long, Integer> perUnit = new HashMap<>();
        perPath.forEach((path, learners) -> addUpwards(perUnit, path, learners));
        return perUnit;
    }

    private static void addUpwards(Map<Long, Integer> perUnit, String path, int learners) {
        for (String id : path.split("/")) {
            if (!id.isEmpty()) {
                perUnit.merge(Long.valueOf(id), learners, Integer::sum);
            }
        }
    }
}
