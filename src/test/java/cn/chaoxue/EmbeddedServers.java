package cn.chaoxue;

import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.ScratchFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Gives every `@QuarkusTest` one real PostgreSQL and two real Redis servers, started once per test JVM and ended with
/// it, and keys of this JVM's own: another may change its keys at the same time.
///
/// The three are found through the folder and ports noted in system properties, because Quarkus loads this class more
/// than once. Fault tests use [#postgres()], [#study()] and [#exam()]: `kill`, `freeze`, `thaw`, `start` again on the
/// same port. Such a test leaves all three running when it ends.
@WithTestResource(value = EmbeddedServers.class, scope = TestResourceScope.GLOBAL)
public final class EmbeddedServers implements QuarkusTestResourceLifecycleManager {

    private static final String FOLDER = "chaoxue.embedded.folder";
    private static final String PORTS = "chaoxue.embedded.ports";
    private static final String KEYS = "chaoxue.embedded.keys";

    @Override
    public Map<String, String> start() {
        ensureRunning();
        return Map.of(
                "quarkus.datasource.reactive.url", postgres().reactiveUrl(),
                "quarkus.datasource.jdbc.url", postgres().jdbcUrl(),
                "quarkus.datasource.username", EmbeddedPostgres.SERVICE,
                "quarkus.datasource.password", postgres().servicePassword(),
                "quarkus.flyway.username", EmbeddedPostgres.NAME,
                "quarkus.flyway.password", postgres().password(),
                "quarkus.redis.study.hosts", study().hosts(),
                "quarkus.redis.exam.hosts", exam().hosts(),
                "chaoxue.secrets.dir", System.getProperty(KEYS));
    }

    /// The servers outlive one Quarkus start: other tests of this JVM use them too.
    @Override
    public void stop() {}

    /// The PostgreSQL of this test JVM.
    public static EmbeddedPostgres postgres() {
        return EmbeddedPostgres.at(folder().resolve("postgres"), port(0));
    }

    /// The Redis for heartbeats: append-only file, written to disk every second.
    public static EmbeddedRedis study() {
        return EmbeddedRedis.at(folder().resolve("redis-study"), port(1), EmbeddedRedis.Role.STUDY);
    }

    /// The Redis for submissions: append-only file, written to disk before each acknowledgement.
    public static EmbeddedRedis exam() {
        return EmbeddedRedis.at(folder().resolve("redis-exam"), port(2), EmbeddedRedis.Role.EXAM);
    }

    private static void ensureRunning() {
        synchronized (System.class) {
            if (System.getProperty(FOLDER) != null) {
                return;
            }
            ScratchFolder folder = ScratchFolder.create("servers");
            ScratchFolder keys = ScratchFolder.create("keys");
            System.setProperty(FOLDER, folder.path().toString());
            System.setProperty(KEYS, keys.path().toString());
            System.setProperty(
                    PORTS,
                    EmbeddedServer.freePort() + " " + EmbeddedServer.freePort() + " " + EmbeddedServer.freePort());
            List<EmbeddedServer> servers = List.of(postgres(), study(), exam());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                servers.forEach(EmbeddedServer::stop);
                folder.delete();
                keys.delete();
            }));
            servers.forEach(EmbeddedServer::start);
        }
    }

    private static Path folder() {
        return Path.of(System.getProperty(FOLDER));
    }

    private static int port(int which) {
        return Integer.parseInt(System.getProperty(PORTS).split(" ")[which]);
    }
}
