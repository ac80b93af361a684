package cn.chaoxue.platform.redis;

import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.ScratchFolder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Real servers that share the slots, without replicas.
final class RedisCluster {

    private static final Vertx VERTX = Vertx.vertx();

    private final ScratchFolder folder;
    private final List<EmbeddedRedis> nodes;

    private RedisCluster(ScratchFolder folder, List<EmbeddedRedis> nodes) {
        this.folder = folder;
        this.nodes = nodes;
    }

    static RedisCluster of(int size) {
        ScratchFolder folder = ScratchFolder.create("cluster");
        return new RedisCluster(
                folder,
                IntStream.range(0, size)
                        .mapToObj(n -> EmbeddedRedis.at(
                                folder.path().resolve("node-" + n),
                                EmbeddedServer.freePort(),
                                EmbeddedRedis.Role.STUDY_NODE))
                        .toList());
    }

    void start() {
        nodes.forEach(EmbeddedServer::start);
        int share = HashSlot.COUNT / nodes.size() + 1;
        for (int n = 0; n < nodes.size(); n++) {
            int last = Math.min(HashSlot.COUNT, (n + 1) * share) - 1;
            ask(n, "ADDSLOTSRANGE", Integer.toString(n * share), Integer.toString(last));
            EmbeddedRedis node = nodes.get(n);
            ask(0, "MEET", "127.0.0.1", Integer.toString(node.port()), Integer.toString(node.clusterPort()));
        }
        await().atMost(Duration.ofSeconds(60)).until(this::whole);
    }

    void stop() {
        nodes.forEach(EmbeddedServer::kill);
        VERTX.close();
        folder.delete();
    }

    List<String> addresses() {
        return nodes.stream().map(EmbeddedRedis::hosts).toList();
    }

    void kill(int node) {
        nodes.get(node).kill();
    }

    void revive(int node) {
        nodes.get(node).start();
    }

    /// Keys on each server.
    List<Long> sizes() {
        return IntStream.range(0, nodes.size())
                .mapToObj(n -> send(n, Request.cmd(Command.DBSIZE)).toLong())
                .toList();
    }

    int ownerOf(int slot) {
        for (Response range : ask(0, "SLOTS")) {
            if (range.get(0).toInteger() <= slot && slot <= range.get(1).toInteger()) {
                int port = range.get(2).get(1).toInteger();
                return IntStream.range(0, nodes.size())
                        .filter(n -> nodes.get(n).port() == port)
                        .findFirst()
                        .orElseThrow();
            }
        }
        throw new IllegalArgumentException("nobody has slot " + slot);
    }

    /// From here on the next server takes what is new in the slot; yields which.
    int beginMove(int slot) {
        int from = ownerOf(slot);
        int to = (from + 1) % nodes.size();
        ask(to, "SETSLOT", Integer.toString(slot), "IMPORTING", id(from));
        ask(from, "SETSLOT", Integer.toString(slot), "MIGRATING", id(to));
        return to;
    }

    void endMove(int slot, int to) {
        int from = ownerOf(slot);
        URI there = URI.create(nodes.get(to).hosts());
        for (String key : keysOf(from, slot)) {
            Request migrate = Request.cmd(Command.MIGRATE)
                    .arg("127.0.0.1")
                    .arg(there.getPort())
                    .arg(key)
                    .arg(0)
                    .arg(5_000)
                    .arg("AUTH")
                    .arg(there.getUserInfo().substring(1));
            send(from, migrate);
        }
        String id = id(to);
        ask(to, "SETSLOT", Integer.toString(slot), "NODE", id);
        ask(from, "SETSLOT", Integer.toString(slot), "NODE", id);
    }

    List<String> keysOf(int node, int slot) {
        return ask(node, "GETKEYSINSLOT", Integer.toString(slot), "1000").stream()
                .map(Response::toString)
                .toList();
    }

    private String id(int node) {
        return ask(node, "MYID").toString();
    }

    private boolean whole() {
        return IntStream.range(0, nodes.size()).allMatch(n -> {
            String about = ask(n, "INFO").toString();
            return about.contains("cluster_state:ok") && about.contains("cluster_known_nodes:" + nodes.size());
        });
    }

    private Response ask(int node, String... words) {
        Request request = Request.cmd(Command.CLUSTER);
        for (String word : words) {
            request.arg(word);
        }
        return send(node, request);
    }

    private Response send(int node, Request request) {
        Redis client = Redis.createClient(VERTX, nodes.get(node).hosts());
        try {
            return InTime.done(client.send(request).toCompletionStage().toCompletableFuture());
        } finally {
            client.close();
        }
    }
}
