package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.bench.SubmissionBurst.Seen;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.Http;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Submissions from the request to the count on the board, against bare XADD into the same Redis (AOF always).
/// Counted end to end: all that got a receipt, by the time until the board shows the last of them.
///
/// Learners come at a steady rate, a share of what bare XADD does, so that what is measured is a service that keeps
/// up; closed-loop clients would only show how fast a backlog grows.
final class ExamBurstBench implements Bench {

    private static final int LEARNERS = 20_000;
    private static final int TURNS = 3;
    private static final int WINDOW = 768;
    private static final int PIPELINE = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration REFERENCE = Duration.ofSeconds(3);
    private static final double OFFERED =
            Double.parseDouble(System.getenv().getOrDefault("CHAOXUE_BENCH_OFFERED", "0.12"));
    /// Attempts beyond those a reference measured once asks for: later it may be faster.
    private static final double SPARE = 1.5;

    private final List<Seen> seen = new ArrayList<>();
    private final int window;

    ExamBurstBench() {
        this(new Sizes());
    }

    private ExamBurstBench(Sizes sizes) {
        this.window = sizes.connections(WINDOW);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new ExamBurstBench(wanted);
    }

    @Override
    public String name() {
        return "exam-burst";
    }

    @Override
    public String title() {
        return "submissions: durable receipt, graded, persisted, counted, on the board; against bare XADD";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open()) {
            Pod pod = stage.start("pod-1");
            double perSecond = SPARE * OFFERED * reference(stage);
            double seconds = WARM_UP.toSeconds() + TURNS * round.toSeconds();
            ExamHall hall = new ExamHall(LEARNERS, (int) Math.ceil(seconds * perSecond / LEARNERS));
            hall.people(stage);
            hall.seats(stage);
            hall.seed(stage);
            Progress.say("%,d attempts are open, in PostgreSQL and Redis", hall.size());
            SubmissionRequests submissions = new SubmissionRequests(hall, hall.tokens(stage.tokens()));
            InetSocketAddress server = new InetSocketAddress("127.0.0.1", pod.port());
            try (Generator generator = Generator.open(server, window, new Http(), submissions);
                    BoardWatch board = BoardWatch.open(
                            pod.at("/api/v1/campaigns/" + ExamHall.CAMPAIGN + "/live?unit=" + ExamHall.CENTRE),
                            hall.watcher(stage.tokens()),
                            submissions)) {
                SubmissionBurst burst = new SubmissionBurst(generator, submissions, board, window);
                burst.run(WARM_UP, OFFERED * reference(stage));
                turns(stage, pod, burst, round, report);
            }
        }
    }

    private void turns(Stage stage, Pod pod, SubmissionBurst bursts, Duration round, Report report) throws Exception {
        List<Double> references = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        CpuShares cpu = new CpuShares(stage, pod, stage.exam());
        for (int n = 1; n <= TURNS; n++) {
            double xadd = reference(stage);
            references.add(xadd);
            cpu.begin();
            Seen burst = bursts.run(round, OFFERED * xadd);
            cpu.end(burst.receipts());
            seen.add(burst);
            ratios.add(burst.countedPerSecond() / xadd);
            Progress.say(
                    "round %d: XADD %,.0f/s, counted %,.0f/s, ack p99 %.1f ms, empty after %.2f s, board %.0f ms behind",
                    n, xadd, burst.countedPerSecond(), p99(burst), burst.emptyAfter(), burst.behind());
        }
        report.ratio("exam-burst", Rounds.median(ratios), 0.10, 0.25);
        report.figure("xadd.per.second", Rounds.median(references));
        report.figure("counted.per.second", median(Seen::countedPerSecond));
        report.figure("ack.p50.ms", median(b -> b.load().latencyMicros().getValueAtPercentile(50) / 1e3));
        report.atMost("ack.p99.ms", median(ExamBurstBench::p99), 300);
        report.atMost("backlog.empty.after.seconds", most(Seen::emptyAfter), 5);
        report.atMost("board.behind.ms", most(Seen::behind), 2_000);
        report.atMost(
                "refused", seen.stream().mapToLong(b -> b.load().refused()).sum(), 0);
        cpu.report(report, "service", "submission");
        report.figure("generator.cpu.us.per.submission", median(b -> b.load().generatorCpuMicros()));
        describe(report);
    }

    private void describe(Report report) {
        report.condition("offered", OFFERED + " × bare XADD, steady, at most " + window + " requests under way");
        report.condition("learners", LEARNERS + " in 1,600 counties; a paper of 10 questions, all answered right");
        report.condition("attempts", "opened by set-based SQL and let into Redis by the service's own seed.lua");
        report.condition("reference", "XADD of the same entry, one connection, pipelines of " + PIPELINE);
        report.condition("processes", "1 service process in both roles, PostgreSQL (fsync), Redis (exam: AOF always)");
    }

    /// Bare XADDs a second of entries as the service writes them.
    private static double reference(Stage stage) throws IOException {
        String answers = new ExamHall(1, 1).answers(0);
        try (RedisPipe pipe = RedisPipe.to(stage.exam().hosts())) {
            long start = System.nanoTime();
            long added = 0;
            while (System.nanoTime() - start < REFERENCE.toNanos()) {
                for (; pipe.waiting() < PIPELINE; added++) {
                    pipe.add(
                            "XADD",
                            "bench",
                            "*",
                            "attempt",
                            "100000000",
                            "learner",
                            "8000000",
                            "exam",
                            "7100",
                            "answers",
                            answers,
                            "origin",
                            "LEARNER",
                            "at",
                            "1700000000000");
                }
                pipe.flush();
            }
            double perSecond = added / ((System.nanoTime() - start) / 1e9);
            pipe.ask("UNLINK", "bench");
            return perSecond;
        }
    }

    private static double p99(Seen burst) {
        return burst.load().latencyMicros().getValueAtPercentile(99) / 1e3;
    }

    private double median(java.util.function.ToDoubleFunction<Seen> figure) {
        return Rounds.median(seen.stream().mapToDouble(figure).boxed().toList());
    }

    private double most(java.util.function.ToDoubleFunction<Seen> figure) {
        return seen.stream().mapToDouble(figure).max().orElse(0);
    }
}
