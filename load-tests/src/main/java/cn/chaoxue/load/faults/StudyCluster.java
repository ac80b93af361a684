package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A Redis Cluster of local nodes without replicas, in place of the one study Redis.
final class StudyCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int SHARDS = 16;

    private final List<EmbeddedRedis> nodes;
    private final Path folder;

    private StudyCluster(Path folder, List<EmbeddedRedis> nodes) {
        this.folder = folder;
        this.nodes = nodes;
    }

    /// Starts the nodes in this folder, shares the slots among them, and waits until all agree.
    static StudyCluster start(Path folder, int size) throws IOException, InterruptedException {
        StudyCluster cluster = new StudyCluster(
                folder,
                IntStream.range(0, size)
                        .mapToObj(n -> EmbeddedRedis.at(
                                folder.resolve("node-" + n), EmbeddedServer.freePort(), EmbeddedRedis.Role.STUDY_NODE))
                        .toList());
        cluster.nodes.forEach(EmbeddedServer::start);
        cluster.form();
        return cluster;
    }

    /// Settings that lead a process here. The password stays in a file, off the command line.
    String[] settings() throws IOException {
        Path file = folder.resolve("cluster.properties");
        Files.writeString(file, "quarkus.redis.study.password=" + password() + "\n");
        String hosts =
                nodes.stream().map(node -> "redis://127.0.0.1:" + node.port()).collect(Collectors.joining(","));
        return new String[] {
            "quarkus.redis.study.client-type=cluster",
            "quarkus.redis.study.hosts=" + hosts,
            "quarkus.config.locations=" + file
        };
    }

    /// Moves a shard to the next node while it is in use.
    void move(int shard) throws IOException {
        String slot = Long.toString(number(0, "CLUSTER", "KEYSLOT", key(shard, "dirty")));
        int from = owner(shard);
        int to = (from + 1) % nodes.size();
        ask(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
        ask(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", id(to));
        for (List<?> keys = keys(from, slot); !keys.isEmpty(); keys = keys(from, slot)) {
            List<String> migrate = new ArrayList<>(List.of(
                    "MIGRATE", "127.0.0.1", Integer.toString(nodes.get(to).port()), "", "0", "5000"));
            migrate.addAll(List.of("AUTH", password(), "KEYS"));
            keys.forEach(key -> migrate.add(String.valueOf(key)));
            ask(from, migrate.toArray(String[]::new));
        }
        String id = id(to);
        for (int node : new int[] {to, from}) {
            ask(node, "CLUSTER", "SETSLOT", slot, "NODE", id);
        }
    }

    /// The node, as a power failure leaves it.
    void kill(int node) {
        nodes.get(node).kill();
    }

    void revive(int node) {
        nodes.get(node).start();
    }

    /// Keys on each node.
    List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            sizes.add(number(node, "DBSIZE"));
        }
        return sizes;
    }

    /// Courses changed since they were last written, batches of them on their way, and completions under way.
    long backlog() throws IOException {
        long sum = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            int owner = owner(shard);
            sum += number(owner, "ZCARD", key(shard, "dirty"))
                    + number(owner, "ZCARD", key(shard, "flights"))
                    + number(owner, "XLEN", key(shard, "completed"));
        }
        return sum;
    }

    /// The node that holds a shard, by its own account.
    int owner(int shard) throws IOException {
        for (int node = 0; node < nodes.size(); node++) {
            try {
                number(node, "EXISTS", key(shard, "dirty"));
                return node;
            } catch (IOException elsewhere) {
                // MOVED, or a node that is away.
            }
        }
        throw new IOException("nobody has shard " + shard);
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedServer::stop);
    }

    private void form() throws IOException, InterruptedException {
        int share = SLOTS / nodes.size() + 1;
        for (int n = 0; n < nodes.size(); n++) {
            int last = Math.min(SLOTS, (n + 1) * share) - 1;
            ask(n, "CLUSTER", "ADDSLOTSRANGE", Integer.toString(n * share), Integer.toString(last));
            EmbeddedRedis node = nodes.get(n);
            String port = Integer.toString(node.port());
            ask(0, "CLUSTER", "MEET", "127.0.0.1", port, Integer.toString(node.clusterPort()));
        }
        if (!Waiting.until(Duration.ofSeconds(30), this::whole)) {
            throw new IOException("the nodes do not agree on the cluster");
        }
    }

    private boolean whole() throws IOException {
        for (int node = 0; node < nodes.size(); node++) {
            String about = String.valueOf(ask(node, "CLUSTER", "INFO"));
            if (!about.contains("cluster_state:ok") || !about.contains("cluster_known_nodes:" + nodes.size())) {
                return false;
            }
        }
        return true;
    }

    private List<?> keys(int node, String slot) throws IOException {
        return ask(node, "CLUSTER", "GETKEYSINSLOT", slot, "100") instanceof List<?> keys ? keys : List.of();
    }

    private String id(int node) throws IOException {
        return String.valueOf(ask(node, "CLUSTER", "MYID"));
    }

    private String password() {
        return URI.create(nodes.getFirst().hosts()).getUserInfo().substring(1);
    }

    private static String key(int shard, String name) {
        return "study:{s" + shard + "}:" + name;
    }

    private long number(int node, String... command) throws IOException {
        return ask(node, command) instanceof Long number ? number : 0;
    }

    private @Nullable Object ask(int node, String... command) throws IOException {
        try (RedisLine line = RedisLine.to(nodes.get(node).hosts())) {
            return line.ask(command);
        }
    }
}
