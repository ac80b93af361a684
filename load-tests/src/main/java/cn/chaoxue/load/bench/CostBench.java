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
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    /// Larger than the noise of a shared machine, smaller than any growth with the logarithm of what is stored.
    private static final double FLAT = 1.25;

    /// What was measured with so many learner's courses stored.
    /// @param bytes of Redis for each of those stored last
    private record Step(int stored, double bytes, HeartbeatCost cost) {}

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
            try (Generator heartbeats = stage.overHttp()) {
                heartbeats.run(WARM_UP, HeartbeatStage.WINDOW);
                StoredCourses sleeping = stage.sleeping();
                for (int stored : STORED) {
                    measure(stage, heartbeats, round, stored, sleeping.fillUpTo(stored));
                }
                RowCount rows = RowCount.of(stage);
                LoadResult last = heartbeats.run(round, HeartbeatStage.WINDOW);
                RowCount.of(stage).since(rows).report(report, ACTIVE, round);
                report.figure("wire.bytes.per.heartbeat", last.bytesPerAnswer());
            }
            reportCosts(report);
        }
    }

    private void measure(HeartbeatStage stage, Generator heartbeats, Duration round, int stored, double bytes)
            throws IOException {
        Usage service = stage.service();
        Usage redis = stage.redis();
        LoadResult result = heartbeats.run(round, HeartbeatStage.WINDOW);
        HeartbeatCost cost = HeartbeatCost.of(
                result, stage.service().cpuSince(service), stage.redis().cpuSince(redis));
        steps.add(new Step(stored, bytes, cost));
        Progress.say(
                "%,d stored: server %.1f us, redis %.1f us a heartbeat, %.0f bytes a course",
                stored, cost.serverMicros(), cost.redisMicros(), bytes);
    }

    private void reportCosts(Report report) {
        for (Step step : steps) {
            report.figure(
                    "server.cpu.us.per.heartbeat." + step.stored(), step.cost().serverMicros());
            report.figure(
                    "redis.cpu.us.per.heartbeat." + step.stored(), step.cost().redisMicros());
            report.figure("redis.bytes.per.learner.course." + step.stored(), step.bytes());
        }
        Step most = steps.getLast();
        report.figure("server.cpu.us.per.heartbeat", most.cost().serverMicros());
        report.figure("redis.cpu.us.per.heartbeat", most.cost().redisMicros());
        report.figure("redis.bytes.per.learner.course", most.bytes());
        report.atMost("server.cpu.largest.by.smallest", spread(HeartbeatCost::serverMicros), FLAT);
        report.atMost("redis.cpu.largest.by.smallest", spread(HeartbeatCost::redisMicros), FLAT);
    }

    private double spread(ToDoubleFunction<HeartbeatCost> figure) {
        DoubleSummaryStatistics all =
                steps.stream().map(Step::cost).mapToDouble(figure).summaryStatistics();
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
