package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.LoadResult;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Heartbeats against the plainest endpoint of the same process, in turn; the generator the same, on the same cores.
final class HeartbeatBench implements Bench {

    private static final int LEARNERS = 10_000;
    /// The machines are noisy within seconds: many short rounds say more than few long ones.
    private static final int TURNS = 11;
    private static final Duration WARM_UP_SLICE = Duration.ofSeconds(5);
    private static final int MOST_SLICES = 12;
    /// Each token is verified once and each learner's state loaded once, at a hundred times a heartbeat's cost.
    private static final long WARM_UP_HEARTBEATS = 20L * LEARNERS;

    /// How heartbeats travel, and what is asked of that way.
    private record Way(String name, String title, Opening opening, double must, double aim) {}

    @FunctionalInterface
    private interface Opening {
        Generator open(HeartbeatStage stage) throws IOException;
    }

    private final Way way;
    private final int window;
    private final List<HeartbeatCost> costs = new ArrayList<>();

    private HeartbeatBench(Way way, int window) {
        this.way = way;
        this.window = window;
    }

    static HeartbeatBench http() {
        return usual(new Way(
                "heartbeat-http",
                "authenticated heartbeats over HTTP, answered after Redis's answer",
                HeartbeatStage::overHttp,
                0.50,
                0.77));
    }

    static HeartbeatBench webSocket() {
        return usual(new Way(
                "heartbeat-ws", "the same over WebSockets, one frame each", HeartbeatStage::overWebSocket, 0.80, 1.50));
    }

    private static HeartbeatBench usual(Way way) {
        return new HeartbeatBench(way, HeartbeatStage.WINDOW);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new HeartbeatBench(way, wanted.connections(HeartbeatStage.WINDOW));
    }

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public String title() {
        return way.title();
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(3);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (HeartbeatStage stage = HeartbeatStage.open(LEARNERS, 0, window);
                Generator hello = stage.hello();
                Generator heartbeats = way.opening().open(stage)) {
            stage.describe(report);
            warmUp(hello, heartbeats);
            Rounds rounds = new Rounds()
                    .with("hello", () -> rate(hello.run(round, window)))
                    .with(way.name(), () -> round(stage, heartbeats, round))
                    .run(TURNS);
            report.ratio(way.name(), rounds.ratio(way.name(), "hello"), way.must(), way.aim());
            report.figure("hello.per.second", rounds.median("hello"));
            report.figure("heartbeats.per.second", rounds.median(way.name()));
            HeartbeatCost.median(costs).report(report);
            report.atMost("heartbeats.without.credit", stage.stream().withoutCredit(), 0);
            report.atMost("credit.misplaced.seconds", misplaced(stage), 0);
        }
    }

    /// The reference as long as what is measured: a reference half compiled would flatter.
    private void warmUp(Generator hello, Generator heartbeats) throws IOException {
        long sent = 0;
        for (int slice = 0; slice < MOST_SLICES && sent < WARM_UP_HEARTBEATS; slice++) {
            sent += heartbeats.run(WARM_UP_SLICE, window).answers();
            hello.run(WARM_UP_SLICE, window);
        }
    }

    private double round(HeartbeatStage stage, Generator heartbeats, Duration round) throws IOException {
        Usage service = stage.service();
        Usage redis = stage.redis();
        LoadResult result = heartbeats.run(round, window);
        costs.add(HeartbeatCost.of(
                result, stage.service().cpuSince(service), stage.redis().cpuSince(redis)));
        return rate(result);
    }

    /// Between what answers have credited and what PostgreSQL holds in the end, either way.
    private static double misplaced(HeartbeatStage stage) throws Exception {
        return Math.abs(StoredCredit.missing(stage.stage(), stage.stream().creditedSeconds()));
    }

    private static double rate(LoadResult result) {
        if (result.refused() > 0) {
            throw new Trouble(result.refused() + " requests were refused.");
        }
        return result.perSecond();
    }
}
