package cn.chaoxue.load.stage;

import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.ScratchFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// One PostgreSQL (fsync on, sized for a campaign), two Redis servers (study: AOF every second; exam: AOF always) and
/// any number of service
/// processes against them, as pods run. Closing ends everything and deletes the folder.
public final class Stage implements AutoCloseable {

    private final ScratchFolder folder;
    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis study;
    private final EmbeddedRedis exam;
    private final List<Pod> pods = new ArrayList<>();
    private Map<String, String> further = Map.of();

    private Stage(ScratchFolder folder) {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.at(
                folder.path().resolve("postgres"), EmbeddedServer.freePort(), EmbeddedPostgres.Size.CAMPAIGN);
        this.study = redis("redis-study", EmbeddedRedis.Role.STUDY);
        this.exam = redis("redis-exam", EmbeddedRedis.Role.EXAM);
    }

    /// Starts the databases, empty.
    public static Stage open() {
        Stage stage = new Stage(ScratchFolder.create("stage"));
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
        try {
            List.of(stage.postgres, stage.study, stage.exam).forEach(EmbeddedServer::start);
            Progress.say("databases are up in %s", stage.folder.path());
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /// Starts the first service process, which loads that many demo people, and waits until it is ready.
    /// `settings` are `name=value` pairs as on a Java command line.
    public Pod startWithPeople(int people, String... settings) {
        List<String> all = new ArrayList<>(
                List.of("chaoxue.demo.enabled=true", "chaoxue.demo.load=true", "chaoxue.demo.cadres=" + people));
        all.addAll(List.of(settings));
        return start("pod-1", all.toArray(String[]::new));
    }

    /// Starts one more service process and waits until it is ready.
    public Pod start(String name, String... settings) {
        Pod pod = Pod.start(name, checkout(), folder.path().resolve(name + ".log"), environment(), List.of(settings));
        pods.add(pod);
        Progress.say("%s is ready on 127.0.0.1:%d", name, pod.port());
        return pod;
    }

    /// Gives processes started from now on these environment variables as well, instead of what was given before.
    public void environment(Map<String, String> variables) {
        further = Map.copyOf(variables);
    }

    /// The process of PostgreSQL.
    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /// The Redis for heartbeats.
    public EmbeddedRedis study() {
        return study;
    }

    /// The Redis for submissions.
    public EmbeddedRedis exam() {
        return exam;
    }

    /// Keys, logs and data of this stage.
    public Path folder() {
        return folder.path();
    }

    /// A new connection to the database the service uses, as its owner.
    public Connection database() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", EmbeddedPostgres.NAME);
        login.setProperty("password", postgres.password());
        return DriverManager.getConnection(postgres.jdbcUrl(), login);
    }

    /// Access tokens as the service itself would give them, without the cost of a log-in.
    public Tokens tokens() {
        return Tokens.of(secrets());
    }

    /// Sealed fields and blind indexes as the service itself would make them.
    public Seals seals() {
        return Seals.of(secrets());
    }

    @Override
    public synchronized void close() {
        pods.forEach(Pod::kill);
        pods.clear();
        List.of(exam, study, postgres).forEach(EmbeddedServer::stop);
        folder.delete();
    }

    private EmbeddedRedis redis(String name, EmbeddedRedis.Role role) {
        return EmbeddedRedis.at(folder.path().resolve(name), EmbeddedServer.freePort(), role);
    }

    private Path secrets() {
        return folder.path().resolve("secrets");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.SERVICE);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.servicePassword());
        environment.put("QUARKUS_FLYWAY_USERNAME", EmbeddedPostgres.NAME);
        environment.put("QUARKUS_FLYWAY_PASSWORD", postgres.password());
        environment.put("QUARKUS_REDIS_STUDY_HOSTS", study.hosts());
        environment.put("QUARKUS_REDIS_EXAM_HOSTS", exam.hosts());
        environment.put("CHAOXUE_SECRETS_DIR", secrets().toString());
        environment.put("CHAOXUE_SECRETS_GENERATE", "true");
        environment.putAll(further);
        return environment;
    }

    private static Path checkout() {
        return Path.of(System.getProperty("chaoxue.checkout", ".")).toAbsolutePath();
    }
}
