package cn.chaoxue.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What stands behind one demo: its databases, embedded except where the environment names external ones, and its keys.
final class Backends {

    private static final List<EmbeddedRedis.Role> ROLES = List.of(EmbeddedRedis.Role.STUDY, EmbeddedRedis.Role.EXAM);

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, EmbeddedServer> servers = new LinkedHashMap<>();

    private Backends() {}

    /// Those of the data folder. An external server is named by the settings the service itself reads.
    static Backends of(DataFolder folder, Map<String, String> outside) {
        Backends backends = new Backends();
        backends.environment.put("CHAOXUE_SECRETS_DIR", folder.inner("secrets").toString());
        backends.environment.put("CHAOXUE_SECRETS_GENERATE", "true");
        if (!outside.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL")) {
            backends.addPostgres(EmbeddedPostgres.at(folder.inner("postgres"), EmbeddedServer.freePort()));
        }
        for (EmbeddedRedis.Role role : ROLES) {
            String setting = "QUARKUS_REDIS_" + role + "_HOSTS";
            if (!outside.containsKey(setting) && !outside.containsKey("QUARKUS_REDIS_HOSTS")) {
                backends.addRedis(folder, role, setting);
            }
        }
        return backends;
    }

    /// Starts the embedded ones, one after the other.
    void start() {
        servers.forEach((name, server) -> {
            server.start();
            Progress.say("%s is ready on 127.0.0.1:%d", name, server.port());
        });
    }

    /// Ends the embedded ones, the database last.
    void stop() {
        List<EmbeddedServer> lastFirst = new ArrayList<>(servers.values()).reversed();
        lastFirst.forEach(EmbeddedServer::stop);
    }

    /// Starts again what has ended by itself or was killed.
    void revive() {
        servers.forEach((name, server) -> {
            if (server.process().isEmpty()) {
                Progress.say("%s has ended; starting it again", name);
                server.start();
            }
        });
    }

    private void addPostgres(EmbeddedPostgres postgres) {
        servers.put("PostgreSQL", postgres);
        environment.putAll(environment(postgres));
    }

    /// How a service finds this database: it serves as one role and migrates as another.
    static Map<String, String> environment(EmbeddedPostgres postgres) {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(),
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.SERVICE,
                "QUARKUS_DATASOURCE_PASSWORD", postgres.servicePassword(),
                "QUARKUS_FLYWAY_USERNAME", EmbeddedPostgres.NAME,
                "QUARKUS_FLYWAY_PASSWORD", postgres.password());
    }

    private void addRedis(DataFolder folder, EmbeddedRedis.Role role, String setting) {
        String name = role.name().toLowerCase(Locale.ROOT);
        EmbeddedRedis redis = EmbeddedRedis.at(folder.inner("redis-" + name), EmbeddedServer.freePort(), role);
        servers.put("Redis (" + name + ")", redis);
        environment.put(setting, redis.hosts());
    }

    /// Where the service finds all that, as environment variables: unlike arguments, others cannot read those.
    Map<String, String> environment() {
        return environment;
    }
}
