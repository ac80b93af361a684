package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.board.BoardWatchers;
import cn.chaoxue.load.board.Happenings;
import cn.chaoxue.load.board.Heap;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Thousands of open boards over two processes while learners pass tests: how late each board is, with some readers
/// that take nothing, and whether the processes' heaps stay as they are. The completions are real: tests that were
/// begun before are handed in over HTTP, graded, written and published by the service's own workers.
final class BoardFanoutBench implements Bench {

    private static final int PER_SECOND = 500;
    private static final int PEOPLE_SUBMITTING = 200;
    private static final int COURSES = 20;
    private static final Duration RUN_UP = Duration.ofSeconds(15);

    private final Sizes sizes;

    BoardFanoutBench() {
        this(new Sizes());
    }

    private BoardFanoutBench(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "board-fanout";
    }

    @Override
    public String title() {
        return "open boards over two processes while " + PER_SECOND + " tests a second are passed";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new BoardFanoutBench(wanted);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        int watchers = sizes.watchers(2_000);
        int processes = sizes.processes(2);
        int learners = (int) (PER_SECOND * (round.plus(RUN_UP).toSeconds() + 5) / COURSES / 4 * 5) + 1;
        try (Stage stage = Stage.open()) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 1; i <= processes; i++) {
                pods.add(stage.start("pod-" + i));
            }
            School school = School.found(stage, learners, COURSES);
            measure(stage, pods, school, watchers, round, report);
        }
        report.condition("watchers", watchers);
        report.condition("stalled readers", "1 in " + BoardAudience.STALLED_ONE_IN);
        report.condition("processes", processes);
        report.condition("completions", "tests begun before, handed in over HTTP, graded and counted by the workers");
        report.condition("watched", "1 centre, 4 provinces, 20 cities, evenly; 25 tokens");
    }

    private void measure(Stage stage, List<Pod> pods, School school, int watchers, Duration round, Report report)
            throws Exception {
        Happenings happenings = new Happenings();
        Balancer balancer = new Balancer();
        pods.forEach(pod -> balancer.add(pod.port()));
        Meter meter = new Meter();
        List<Sitting.Open> sittings = OpenSittings.of(stage, school).stream()
                .filter(open -> open.sitting().score() == 100)
                .toList();
        try (BoardWatchers boards = BoardAudience.open(stage, pods, happenings, watchers)) {
            Thread.sleep(Duration.ofSeconds(3));
            List<Double> heapBefore;
            try (Crowd<Sitting.Open> crowd = Crowd.of(
                    PEOPLE_SUBMITTING,
                    Pace.of(PER_SECOND, sittings),
                    (open, client) -> pass(open, client, happenings),
                    balancer,
                    meter)) {
                Thread.sleep(RUN_UP);
                // Flat means: from here on, when every cache has what it needs.
                heapBefore = heaps(pods);
                List<Usage> used = pods.stream().map(Pod::usage).toList();
                Usage own = Usage.of(ProcessHandle.current().pid());
                long before = happenings.count(1);
                boards.measure(true);
                Thread.sleep(round);
                double perSecond = (happenings.count(1) - before) / (double) round.toSeconds();
                cpu(report, pods, used, own, round);
                crowd.sendHome(Duration.ofSeconds(20));
                report.atLeast("completions.per.s", perSecond, 0.95 * PER_SECOND);
                report.atMost("undone", crowd.undone(), 0);
            }
            Progress.say("answers to learners: %s", meter);
            lateness(boards, report);
            report.atMost("told.and.not.counted", happenings.count(1) - counted(stage), 0);
            heap(pods, heapBefore, report);
        }
    }

    private static boolean pass(Sitting.Open open, Client client, Happenings happenings) {
        boolean done = open.submit(client, Instant.now().plusSeconds(20)).isPresent();
        if (done) {
            happenings.passed(open.sitting().learner().person().unitPath());
        }
        return done;
    }

    /// Completions of the whole campaign that PostgreSQL holds.
    private static long counted(Stage stage) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select course_completions from unit_tally where unit_id = 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void lateness(BoardWatchers boards, Report report) throws InterruptedException {
        for (int waited = 0; waited < 100 && boards.behind() > 0; waited++) {
            Thread.sleep(100);
        }
        // Only now: what happened within the time and was shown after it counts too.
        boards.measure(false);
        Histogram late = boards.lateMicros();
        report.atMost("update.p99.ms", late.getValueAtPercentile(99) / 1e3, 2_000);
        report.figure("update.p50.ms", late.getValueAtPercentile(50) / 1e3);
        report.figure("update.max.ms", late.getMaxValue() / 1e3);
        report.atLeast("updates.shown", boards.events(), boards.open());
        report.atMost("boards.refused", boards.refused(), 0);
        report.atMost("boards.lost", boards.lost(), 0);
        report.atMost("boards.behind.in.the.end", boards.behind(), 0);
    }

    private static void cpu(Report report, List<Pod> pods, List<Usage> used, Usage own, Duration round) {
        double cores = round.toNanos() * (double) Runtime.getRuntime().availableProcessors();
        double servers = 0;
        for (int i = 0; i < pods.size(); i++) {
            servers += pods.get(i).usage().cpuSince(used.get(i)).toNanos();
        }
        Duration mine = Usage.of(ProcessHandle.current().pid()).cpuSince(own);
        report.figure("servers.share.of.cpu", servers / cores);
        report.figure("generator.share.of.cpu", mine.toNanos() / cores);
    }

    private static void heap(List<Pod> pods, List<Double> before, Report report) throws Exception {
        List<Double> after = heaps(pods);
        double grown = 0;
        for (int i = 0; i < pods.size(); i++) {
            grown = Math.max(grown, after.get(i) - before.get(i));
        }
        report.figure("heap.before.mb", before.getFirst());
        report.figure("heap.after.mb", after.getFirst());
        report.atMost("heap.grown.mb", grown, 0.25 * before.getFirst());
    }

    private static List<Double> heaps(List<Pod> pods) throws Exception {
        List<Double> heaps = new ArrayList<>();
        for (Pod pod : pods) {
            heaps.add(Heap.megabytes(pod));
        }
        return heaps;
    }
}
