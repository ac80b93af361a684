package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.LoadResult;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private final Map<Integer, HeartbeatCost> costs = new LinkedHashMap<>();
    private final Map<Integer, Double> bytes = new LinkedHashMap<>();

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
                LoadResult last = heartbeats.run(round, HeartbeatStage.WINDOW);
                RowCount rows = RowCount.of(stage);
                for (int stored : STORED) {
                    bytes.put(stored, sleeping.fillUpTo(stored));
                    rows = stored == STORED[STORED.length - 1] ? RowCount.of(stage) : rows;
                    last = measure(stage, heartbeats, round, stored);
                }
                RowCount.of(stage).since(rows).report(report, ACTIVE, round);
                report.figure("wire.bytes.per.heartbeat", last.bytesPerAnswer());
            }
            reportCosts(report);
        }
    }

    private LoadResult measure(HeartbeatStage stage, Generator heartbeats, Duration round, int stored)
            throws IOException {
        Usage service = stage.service();
        Usage redis = stage.redis();
        LoadResult result = heartbeats.run(round, HeartbeatStage.WINDOW);
        HeartbeatCost cost = HeartbeatCost.of(
                result, stage.service().cpuSince(service), stage.redis().cpuSince(redis));
        costs.put(stored, cost);
        Progress.say(
                "%,d stored: server %.1f us, redis %.1f us a heartbeat, %.0f bytes a course",
                stored, cost.serverMicros(), cost.redisMicros(), bytes.get(stored));
        return result;
    }

    private void reportCosts(Report report) {
        costs.forEach((stored, cost) -> {
            report.figure("server.cpu.us.per.heartbeat." + stored, cost.serverMicros());
            report.figure("redis.cpu.us.per.heartbeat." + stored, cost.redisMicros());
            report.figure("redis.bytes.per.learner.course." + stored, bytes.get(stored));
        });
        int most = STORED[STORED.length - 1];
        report.figure("server.cpu.us.per.heartbeat", costs.get(most).serverMicros());
        report.figure("redis.cpu.us.per.heartbeat", costs.get(most).redisMicros());
        report.figure("redis.bytes.per.learner.course", bytes.get(most));
        report.atMost("server.cpu.largest.by.smallest", spread(HeartbeatCost::serverMicros), FLAT);
        report.atMost("redis.cpu.largest.by.smallest", spread(HeartbeatCost::redisMicros), FLAT);
    }

    private double spread(java.util.function.ToDoubleFunction<HeartbeatCost> figure) {
        DoubleSummaryStatistics all =
                costs.values().stream().mapToDouble(figure).summaryStatistics();
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
