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
    /// @param bytes of Redis for each of those stored last
    /// @param serverByHello the service's CPU for a heartbeat, by that for the plainest request at the same time (a
    ///     shared machine is not equally fast from one minute to the next)
    /// @param redisByHello likewise
    private record Step(int stored, double bytes, HeartbeatCost cost, double serverByHello, double redisByHello) {}

    private final List<Step> steps = new ArrayList<>();

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
                for (int stored : STORED) {
                    measure(stage, heartbeats, hello, round, stored, sleeping.fillUpTo(stored));
                }
                Thread.sleep(STATISTICS);
                RowCount rows = RowCount.of(stage);
                LoadResult last = heartbeats.run(FLUSHES, HeartbeatStage.WINDOW, ACTIVE / HEARTBEAT_SECONDS);
                Thread.sleep(STATISTICS);
                RowCount.of(stage).since(rows).report(report, ACTIVE, FLUSHES);
                report.figure("wire.bytes.per.heartbeat", last.bytesPerAnswer());
            }
            reportCosts(report);
        }
    }

    private void measure(
            HeartbeatStage stage, Generator heartbeats, Generator hello, Duration round, int stored, double bytes)
            throws IOException {
        List<HeartbeatCost> costs = new ArrayList<>();
        List<Double> server = new ArrayList<>();
        List<Double> redis = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            double plainest = cost(stage, hello, round.dividedBy(2)).serverMicros();
            HeartbeatCost cost = cost(stage, heartbeats, round);
            costs.add(cost);
            server.add(cost.serverMicros() / plainest);
            redis.add(cost.redisMicros() / plainest);
        }
        Step step = new Step(stored, bytes, HeartbeatCost.median(costs), Rounds.median(server), Rounds.median(redis));
        steps.add(step);
        Progress.say(
                "%,d stored: server %.1f us, redis %.1f us a heartbeat (%.2f and %.2f of hello), %.0f bytes a course",
                stored,
                step.cost.serverMicros(),
                step.cost.redisMicros(),
                step.serverByHello,
                step.redisByHello,
                bytes);
    }

    private static HeartbeatCost cost(HeartbeatStage stage, Generator generator, Duration time) throws IOException {
        Usage service = stage.service();
        Usage redis = stage.redis();
        LoadResult result = generator.run(time, HeartbeatStage.WINDOW);
        return HeartbeatCost.of(
                result, stage.service().cpuSince(service), stage.redis().cpuSince(redis));
    }

    private void reportCosts(Report report) {
        for (Step step : steps) {
            report.figure(
                    "server.cpu.us.per.heartbeat." + step.stored(), step.cost().serverMicros());
            report.figure(
                    "redis.cpu.us.per.heartbeat." + step.stored(), step.cost().redisMicros());
            report.figure("redis.bytes.per.learner.course." + step.stored(), step.bytes());
            report.figure("server.by.hello." + step.stored(), step.serverByHello());
            report.figure("redis.by.hello." + step.stored(), step.redisByHello());
        }
        Step most = steps.getLast();
        report.figure("server.cpu.us.per.heartbeat", most.cost().serverMicros());
        report.figure("redis.cpu.us.per.heartbeat", most.cost().redisMicros());
        report.figure("redis.bytes.per.learner.course", most.bytes());
        report.atMost("server.by.hello.largest.by.smallest", spread(Step::serverByHello), FLAT);
        report.atMost("redis.by.hello.largest.by.smallest", spread(Step::redisByHello), FLAT);
    }

    private double spread(ToDoubleFunction<Step> figure) {
        DoubleSummaryStatistics all = steps.stream().mapToDouble(figure).summaryStatistics();
        return all.getMax() / all.getMin();
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
