package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.day.DayTable;
import cn.chaoxue.load.day.Gatlings;
import cn.chaoxue.load.day.WarmUp;
import cn.chaoxue.load.rush.Passwords;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A day of a campaign in minutes, by Gatling: everybody comes, then stays, with a connection each.
final class CampaignDayBench implements Bench {

    private static final Duration TAIL = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    /// The last courses are written meanwhile, and what the compiler began is done.
    private static final Duration SETTLING = Duration.ofSeconds(40);
    private static final Duration REST = Duration.ofSeconds(15);
    /// A whole city within some minutes. Each arrival is a connection, a token to be verified, four pages and a course
    /// to be loaded, here and in the generator: several milliseconds of this machine.
    private static final int ARRIVING_PER_SECOND = 200;

    private final Sizes sizes;

    CampaignDayBench() {
        this(new Sizes());
    }

    private CampaignDayBench(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "campaign-day";
    }

    @Override
    public String title() {
        return "a campaign's day by Gatling: log in, look around, watch, sit tests, boards open";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(90);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new CampaignDayBench(wanted);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        int learners = sizes.learners(14_000);
        int processes = sizes.processes(1);
        int arrivals = sizes.arrivals(ARRIVING_PER_SECOND);
        Duration ramp = Duration.ofSeconds(Math.max(20, learners / arrivals));
        try (Stage stage = Stage.open();
                Gatlings gatlings =
                        new Gatlings(Files.createDirectories(stage.folder().resolve("gatling")))) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 1; i <= processes; i++) {
                pods.add(stage.start("pod-" + i));
            }
            School school = School.found(stage, learners, 1);
            DayCast cast = new DayCast(school);
            Passwords.give(
                    stage, cast.loggingIn().stream().map(School.Learner::id).toList());
            Progress.say("%,d learners have a token", learners);
            WarmUp.of(pods, school.learners(), WARM_UP);
            measure(stage, pods, cast, learners, gatlings, ramp, round, report);
            report.condition("generators", cast.generators());
        }
        report.condition("learners, a connection each", learners);
        report.condition("processes", processes);
        report.condition("ramp", ramp.toSeconds() + " s, " + arrivals + " arrivals a second");
        report.condition("logins by password", DayCast.REAL_LOGINS + "; all others bring a token");
        report.condition("boards", DayCast.BOARDS);
        report.condition("warm-up before", WARM_UP.toSeconds() + " s for each process, 2,000 people");
        report.condition("percentiles", "of all requests, ramp and failed ones included");
    }

    private void measure(
            Stage stage,
            List<Pod> pods,
            DayCast cast,
            int learners,
            Gatlings gatlings,
            Duration ramp,
            Duration steady,
            Report report)
            throws Exception {
        List<Usage> before = pods.stream().map(Pod::usage).toList();
        cast.start(stage, pods, gatlings, ramp, steady);
        long began = System.nanoTime();
        gatlings.work(ramp);
        DayByPlan plan = DayByPlan.from(stage, pods);
        gatlings.work(steady);
        plan.until();
        double cores =
                (System.nanoTime() - began) * (double) Runtime.getRuntime().availableProcessors();
        report.figure("gatling.share.of.cpu", gatlings.cpu().toNanos() / cores);
        usage(pods, before, cores, learners, report);
        DayTable table = gatlings.await(TAIL);
        table.print(System.out);
        boolean large = learners > 14_000;
        report.atMost("p99.ms", table.percentile(99), large ? 500 : 200);
        report.figure("p50.ms", table.percentile(50));
        report.figure("p99.9.ms", table.percentile(99.9));
        report.figure("heartbeat.p99.ms", table.percentile("heartbeat", 99));
        report.figure("hand.in.p99.ms", table.percentile("hand in", 99));
        report.atMost("failed", table.failed(), 0);
        report.figure("refused.by.overload.admission", refused(pods));
        report.figure("requests", table.requests());
        report.figure("heartbeats", table.requests("heartbeat"));
        report.figure("tests.handed.in", table.requests("hand in"));
        report.atLeast(
                "learners.with.progress.stored",
                settled(
                        stage,
                        "select count(*) from course_progress where covered_segments > 0 and course_id = "
                                + School.FILM,
                        learners),
                learners);
        report.atLeast(
                "tests.graded",
                settled(stage, "select count(*) from attempt where state = 'GRADED'", table.requests("hand in")),
                table.requests("hand in"));
        Thread.sleep(SETTLING);
        plan.report(learners, REST, report);
    }

    private static double refused(List<Pod> pods) {
        return pods.stream()
                .mapToLong(pod -> Scrape.of(pod).sum("chaoxue_overload_shed_total"))
                .sum();
    }

    private static void usage(List<Pod> pods, List<Usage> before, double cores, int learners, Report report) {
        double cpu = 0;
        double grown = 0;
        for (int i = 0; i < pods.size(); i++) {
            Usage now = pods.get(i).usage();
            cpu += now.cpuSince(before.get(i)).toNanos();
            grown += now.residentBytes() - before.get(i).residentBytes();
        }
        report.figure("servers.share.of.cpu", cpu / cores);
        report.figure("servers.memory.grown.kb.per.learner", grown / 1024 / learners);
    }

    /// Writing behind takes a flush interval.
    private static double settled(Stage stage, String sql, double wanted) throws Exception {
        double found = count(stage, sql);
        for (int waited = 0; waited < 30 && found < wanted; waited++) {
            Thread.sleep(1_000);
            found = count(stage, sql);
        }
        return found;
    }

    private static double count(Stage stage, String sql) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
