package cn.chaoxue.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real Redis 7 in a folder of ours: append-only file, never evicting, on 127.0.0.1 only, with a password of its own.
public final class EmbeddedRedis implements EmbeddedServer {

    /// What the server is for, which decides how durable an acknowledged write is.
    public enum Role {
        /// Heartbeats: at most the last second may be lost in a crash (they heal by overlap).
        STUDY("everysec"),
        /// The same as one node of a Redis Cluster, for tests and drills. Nodes in one folder share a password; they
        /// still have to meet and to be given slots.
        STUDY_NODE("everysec"),
        /// Submissions: on disk before the acknowledgement.
        EXAM("always");

        private final String appendFsync;

        Role(String appendFsync) {
            this.appendFsync = appendFsync;
        }
    }

    private static final String CLUSTER = """
            cluster-enabled yes
            cluster-config-file nodes.conf
            cluster-port %d
            cluster-node-timeout 2000
            # A lost node takes its own slots away and no others.
            cluster-require-full-coverage no
            """;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Role role;

    private EmbeddedRedis(Path folder, int port, Role role) {
        this.folder = folder.toAbsolutePath().normalize();
        this.port = port;
        this.role = role;
    }

    /// The server of this folder; its parent exists. Nothing is started or written yet.
    public static EmbeddedRedis at(Path folder, int port, Role role) {
        return new EmbeddedRedis(folder, port, role);
    }

    @Override
    public int port() {
        return port;
    }

    /// Where a node of a cluster hears the others. Redis's own choice, 10,000 above, lies among the ports systems give
    /// to outgoing connections.
    public int clusterPort() {
        return port - 10_000;
    }

    /// The address with its password, as `quarkus.redis.….hosts` wants it; never put it on a command line.
    public String hosts() {
        return "redis://:" + password() + "@127.0.0.1:" + port;
    }

    @Override
    public void start() {
        try {
            ServerAccount account = ServerAccount.forFolder(Objects.requireNonNull(folder.getParent()));
            UserFolders.createPrivate(folder);
            stop();
            Files.deleteIfExists(pidFile());
            writeSettings();
            account.adopt(folder);
            account.adopt(settings());
            Files.deleteIfExists(log());
            launch(account);
        } catch (IOException e) {
            throw Trouble.ofFiles("Starting Redis", e);
        }
    }

    @Override
    public void stop() {
        process().ifPresent(server -> {
            EmbeddedServer.signal(server, "CONT");
            EmbeddedServer.signal(server, "TERM");
            if (!EmbeddedServer.awaitEnd(server, Duration.ofSeconds(30))) {
                kill();
            }
        });
    }

    @Override
    public Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                    .filter(process -> process.isAlive() && isRedis(process));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Where the number has become another program's, that is none. (Distributions name one file redis-check-rdb, and
    /// redis-server a link to it.)
    private static boolean isRedis(ProcessHandle process) {
        String program = process.info().command().orElse("");
        return program.substring(program.lastIndexOf('/') + 1).startsWith("redis-");
    }

    private void writeSettings() throws IOException {
        String settings = """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                pidfile "%s"
                daemonize no
                # Nothing acknowledged is ever evicted: a full server refuses writes instead.
                maxmemory-policy noeviction
                appendonly yes
                appendfsync %s
                # A crash may tear the last record; it was not acknowledged, so it is cut off.
                aof-load-truncated yes
                # The append-only file is the journal; a snapshot beside it would only cost.
                save ""
                # With a queue of 511, a burst of new connections is not refused.
                tcp-backlog 511
                """.formatted(port, password(), folder, pidFile(), role.appendFsync)
                + (role == Role.STUDY_NODE ? CLUSTER.formatted(clusterPort()) : "");
        Path file = settings();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, settings);
    }

    private void launch(ServerAccount account) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        ProcessBuilder builder = new ProcessBuilder(
                        RedisProgram.path().toString(), settings().toString())
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        Process server = Lifeline.start(builder, account, "KILL");
        while (!answers()) {
            boolean ended = endedWithin(server, Duration.ofMillis(20));
            if (ended || System.nanoTime() > deadline) {
                throw new Trouble("Redis did not start: " + EmbeddedServer.tail(log()) + " (" + log() + ")");
            }
        }
    }

    /// True once the server has loaded its file and accepts our password.
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(1_000);
            String ask = "AUTH " + password() + "\r\nPING\r\n";
            socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readNBytes("+OK\r\n+PONG".length()), StandardCharsets.US_ASCII);
            return answer.endsWith("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean endedWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while Redis was starting.", e);
        }
    }

    private String password() {
        try {
            return EmbeddedServer.password(
                    role == Role.STUDY_NODE
                            ? folder.resolveSibling("redis-cluster.password")
                            : folder.resolve("password"));
        } catch (IOException e) {
            throw Trouble.ofFiles("Reading the Redis password", e);
        }
    }

    private Path settings() {
        return folder.resolve("redis.conf");
    }

    private Path pidFile() {
        return folder.resolve("redis.pid");
    }

    private Path log() {
        return folder.resolve("redis.log");
    }
}
