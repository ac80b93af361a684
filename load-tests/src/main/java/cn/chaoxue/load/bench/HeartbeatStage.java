package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.Http;
import cn.chaoxue.load.net.Protocol;
import cn.chaoxue.load.net.Traffic;
import cn.chaoxue.load.net.WebSocket;
import cn.chaoxue.load.stage.Jcmd;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.List;

/// One service process in both roles, its databases, and learners who study.
///
/// A learner's heartbeats come far closer together here than 15 s, and credit never exceeds the wall clock; so that
/// each of them advances coverage all the same, learners start with a day's budget (`tolerance`, `idle-backfill`).
/// The work of a heartbeat is the same; its budget is computed, checked and written as ever.
final class HeartbeatStage implements AutoCloseable {

    /// Connections of the HTTP generator, and heartbeats under way at most, where nobody asks for more.
    static final int WINDOW = 256;

    private final Stage stage;
    private final Pod pod;
    private final Audience audience;
    private final HeartbeatStream stream;
    private final int window;

    private HeartbeatStage(Stage stage, Pod pod, Audience audience, int window) {
        this.stage = stage;
        this.pod = pod;
        this.audience = audience;
        this.window = window;
        this.stream = new HeartbeatStream(audience.learnerIds().size(), audience.courses(), Audience.COURSE_SECONDS);
    }

    /// With accounts beside them of learners who do not study now.
    static HeartbeatStage open(int learners, int sleeping) throws SQLException {
        return open(learners, sleeping, WINDOW);
    }

    static HeartbeatStage open(int learners, int sleeping, int window) throws SQLException {
        Stage stage = Stage.open();
        try {
            Pod pod = stage.start("pod-1", "chaoxue.study.tolerance=24h", "chaoxue.study.idle-backfill=24h");
            return new HeartbeatStage(stage, pod, Audience.create(stage, learners, sleeping), window);
        } catch (SQLException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    Generator hello() throws IOException {
        return generator(window, new Http(), new Hello());
    }

    Generator overHttp() throws IOException {
        return generator(window, new Http(), new HeartbeatRequests(stream, tokens()));
    }

    /// A socket for each learner.
    Generator overWebSocket() throws IOException {
        List<String> tokens = tokens();
        Protocol protocol = new WebSocket("/api/v1/study/live", tokens::get);
        return generator(tokens.size(), protocol, new HeartbeatFrames(stream));
    }

    Stage stage() {
        return stage;
    }

    Audience audience() {
        return audience;
    }

    HeartbeatStream stream() {
        return stream;
    }

    /// Courses of those who do not study now.
    StoredCourses sleeping() {
        long last = audience.learnerIds().getLast();
        return new StoredCourses(stage, last + 1, audience.courses()[0]);
    }

    /// Resident bytes of the service once it has collected its garbage.
    long residentAfterCollection() throws IOException {
        Jcmd.ask(pod, "GC.run");
        return service().residentBytes();
    }

    /// Statements the service has sent to PostgreSQL so far, by its own metrics.
    long statements() {
        return Scrape.of(pod).sum("sql_completed_total");
    }

    Usage service() {
        return pod.usage();
    }

    Usage redis() {
        return usage(stage.study());
    }

    void describe(Report report) {
        report.condition("learners", audience.learnerIds().size());
        report.condition("heartbeat", "15 s more and 60 s overlap; film of 55 min in segments of 5 s");
        report.condition("processes", "1 service process in both roles, PostgreSQL (fsync), Redis (AOF everysec)");
        report.condition("budget", "chaoxue.study.tolerance and idle-backfill 24h, so that every heartbeat advances");
        report.condition("requests under way", window);
    }

    private Generator generator(int connections, Protocol protocol, Traffic traffic) throws IOException {
        return Generator.open(new InetSocketAddress("127.0.0.1", pod.port()), connections, protocol, traffic);
    }

    private List<String> tokens() {
        return audience.tokens(stage.tokens());
    }

    private static Usage usage(EmbeddedServer server) {
        return Usage.of(server.process().orElseThrow().pid());
    }

    @Override
    public void close() {
        stage.close();
    }
}
