package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.LoadResult;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The cost model: what a heartbeat, a learner's course, a row and a connection take, and that none of it grows with
/// how much is stored. `./chaoxue plan` computes with these figures.
final class CostBench implements Bench {

    private static final int[] STORED = {1_000, 10_000, 100_000, 1_000_000};
    private static final int ACTIVE = 2_000;
    private static final int SLEEPING = 50_000;
    private static final int SOCKETS = ACTIVE;
    /// As players send them: what is written of it to PostgreSQL depends on how often, unlike the rest.
    private static final double HEARTBEAT_SECONDS = 15;
    private static final int TURNS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /// Twice the interval in which a changed course is written at most once.
    private static final Duration FLUSHES = Duration.ofSeconds(60);
    /// PostgreSQL tells within this what a connection has done that now rests.
    private static final Duration STATISTICS = Duration.ofSeconds(12);
    /// Larger than the noise of a shared machine, smaller than any growth with the logarithm of what is stored.
    private static final double FLAT = 1.25;

    /// What was measured with so many learner's courses stored.
    private static final class Level {

        private final int stored;
        private final List<HeartbeatCost> costs = new ArrayList<>();
        /// The service's CPU for a heartbeat, by that for the plainest request just before (a shared machine is not
        /// equally fast from one minute to the next); and that of Redis, likewise.
        private final List<Double> serverByHello = new ArrayList<>();

        private final List<Double> redisByHello = new ArrayList<>();
        /// Bytes of Redis for each of those stored last.
        private double bytes;

        private double rowsPerHeartbeat;

        private Level(int stored) {
            this.stored = stored;
        }

        private HeartbeatCost cost() {
            return HeartbeatCost.median(costs);
        }
    }

    private final List<Level> levels = IntStream.of(STORED).mapToObj(Level::new).toList();

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public String title() {
        return "the cost model: CPU, memory and rows per heartbeat and learner's course, from 1,000 to 1,000,000 stored";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (HeartbeatStage stage = HeartbeatStage.open(ACTIVE, SLEEPING)) {
            stage.describe(report);
            reportConnections(stage, report);
            try (Generator heartbeats = stage.overHttp();
                    Generator hello = stage.hello()) {
                hello.run(WARM_UP.dividedBy(4), HeartbeatStage.WINDOW);
                heartbeats.run(WARM_UP, HeartbeatStage.WINDOW);
                StoredCourses sleeping = stage.sleeping();
                for (int turn = 0; turn < TURNS; turn++) {
                    for (Level level : levels) {
                        measure(stage, heartbeats, hello, round, level, sleeping.hold(level.stored));
                    }
                }
                for (Level level : List.of(levels.getFirst(), levels.getLast())) {
                    sleeping.hold(level.stored);
                    writes(stage, heartbeats, report, level);
                }
            }
            reportCosts(report);
        }
    }

    /// Little and much stored in turn: whatever else changes as the minutes go by meets all levels alike.
    private static void measure(
            HeartbeatStage stage, Generator heartbeats, Generator hello, Duration round, Level level, double bytes)
            throws IOException {
        double plainest = cost(stage, hello, round.dividedBy(2)).serverMicros();
        HeartbeatCost cost = cost(stage, heartbeats, round);
        level.costs.add(cost);
        level.serverByHello.add(cost.serverMicros() / plainest);
        level.redisByHello.add(cost.redisMicros() / plainest);
        level.bytes = level.bytes == 0 ? bytes : level.bytes;
        Progress.say(
                "%,d stored: server %.1f us, redis %.1f us a heartbeat, hello %.1f us",
                level.stored, cost.serverMicros(), cost.redisMicros(), plainest);
    }

    /// What heartbeats as players send them make PostgreSQL do.
    private void writes(HeartbeatStage stage, Generator heartbeats, Report report, Level level) throws Exception {
        Thread.sleep(STATISTICS);
        RowCount before = RowCount.of(stage);
        LoadResult sent = heartbeats.run(FLUSHES, HeartbeatStage.WINDOW, ACTIVE / HEARTBEAT_SECONDS);
        Thread.sleep(STATISTICS);
        RowCount written = RowCount.of(stage).since(before);
        level.rowsPerHeartbeat = written.rowsPer(sent.answers());
        written.report(report, sent.answers(), "." + level.stored);
        if (level == levels.getLast()) {
            written.report(report, sent.answers(), "");
            report.figure("wire.bytes.per.heartbeat", sent.bytesPerAnswer());
        }
    }

    private static HeartbeatCost cost(HeartbeatStage stage, Generator generator, Duration time) throws IOException {
        Usage service = stage.service();
        Usage redis = stage.redis();
        LoadResult result = generator.run(time, HeartbeatStage.WINDOW);
        return HeartbeatCost.of(
                result, stage.service().cpuSince(service), stage.redis().cpuSince(redis));
    }

    private void reportCosts(Report report) {
        for (Level level : levels) {
            report.figure(
                    "server.cpu.us.per.heartbeat." + level.stored, level.cost().serverMicros());
            report.figure(
                    "redis.cpu.us.per.heartbeat." + level.stored, level.cost().redisMicros());
            report.figure("redis.bytes.per.learner.course." + level.stored, level.bytes);
            report.figure("server.by.hello." + level.stored, Rounds.median(level.serverByHello));
            report.figure("redis.by.hello." + level.stored, Rounds.median(level.redisByHello));
        }
        Level most = levels.getLast();
        report.figure("server.cpu.us.per.heartbeat", most.cost().serverMicros());
        report.figure("redis.cpu.us.per.heartbeat", most.cost().redisMicros());
        report.figure("redis.bytes.per.learner.course", most.bytes);
        flat(report, "server.by.hello", level -> Rounds.median(level.serverByHello));
        flat(report, "redis.by.hello", level -> Rounds.median(level.redisByHello));
        flat(report, "redis.bytes", level -> level.bytes);
        report.atMost(
                "pg.rows.per.heartbeat.most.by.least.stored",
                most.rowsPerHeartbeat / levels.getFirst().rowsPerHeartbeat,
                FLAT);
    }

    private void flat(Report report, String what, ToDoubleFunction<Level> figure) {
        DoubleSummaryStatistics all = levels.stream().mapToDouble(figure).summaryStatistics();
        report.atMost(what + ".largest.by.smallest", all.getMax() / all.getMin(), FLAT);
    }

    /// What an open WebSocket of a learner holds: resident memory of the service, garbage collected before and after.
    private static void reportConnections(HeartbeatStage stage, Report report) throws Exception {
        stage.hello().close();
        long before = stage.residentAfterCollection();
        try (Generator _ = stage.overWebSocket()) {
            long after = stage.residentAfterCollection();
            report.figure("server.bytes.per.connection", Math.max(0, after - before) / (double) SOCKETS);
        }
    }
}
