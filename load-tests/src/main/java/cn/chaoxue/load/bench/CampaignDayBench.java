package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.day.DayTable;
import cn.chaoxue.load.day.Gatlings;
import cn.chaoxue.load.day.WarmUp;
import cn.chaoxue.load.rush.Passwords;
import cn.chaoxue.load.stage.Person;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A day of a campaign in minutes, by Gatling: everybody comes, then stays, with a connection each.
final class CampaignDayBench implements Bench {

    /// A process may have 20,000 files open; service processes and generators each stay below.
    private static final int PER_GENERATOR = 17_000;
    /// Hashing a password takes 40 ms of a core: more of them would measure Argon2id, which `login-rush` does.
    private static final int REAL_LOGINS = 200;
    private static final int BOARDS = 200;
    private static final Duration TAIL = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

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
        Duration ramp = Duration.ofSeconds(Math.clamp(learners / 400, 20, 120));
        try (Stage stage = Stage.open();
                Gatlings gatlings =
                        new Gatlings(Files.createDirectories(stage.folder().resolve("gatling")))) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 1; i <= processes; i++) {
                pods.add(stage.start("pod-" + i));
            }
            School school = School.found(stage, learners, 1);
            Passwords.give(
                    stage, loggingIn(school).stream().map(School.Learner::id).toList());
            Progress.say("%,d learners have a token", learners);
            WarmUp.of(pods, school.learners(), WARM_UP.dividedBy(processes));
            measure(stage, pods, school, gatlings, ramp, round, report);
        }
        report.condition("learners, a connection each", learners);
        report.condition("processes", processes);
        report.condition("generators", generators(learners));
        report.condition("ramp", ramp.toSeconds() + " s");
        report.condition("logins by password", REAL_LOGINS + "; all others bring a token");
        report.condition("boards", BOARDS);
        report.condition("warm-up before", WARM_UP.toSeconds() + " s, a few people");
        report.condition("percentiles", "of all requests, ramp and failed ones included");
    }

    /// Evenly among those who come.
    private static List<School.Learner> loggingIn(School school) {
        List<School.Learner> all = school.learners();
        List<School.Learner> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += Math.max(1, all.size() / REAL_LOGINS)) {
            some.add(all.get(i));
        }
        return some;
    }

    private static int generators(int learners) {
        return (learners + BOARDS + PER_GENERATOR - 1) / PER_GENERATOR;
    }

    private void measure(
            Stage stage,
            List<Pod> pods,
            School school,
            Gatlings gatlings,
            Duration ramp,
            Duration steady,
            Report report)
            throws Exception {
        List<Usage> before = pods.stream().map(Pod::usage).toList();
        start(stage, pods, school, gatlings, ramp, steady);
        long began = System.nanoTime();
        Thread.sleep(ramp.plus(steady));
        double cores =
                (System.nanoTime() - began) * (double) Runtime.getRuntime().availableProcessors();
        report.figure("gatling.share.of.cpu", gatlings.cpu().toNanos() / cores);
        usage(pods, before, cores, school.learners().size(), report);
        DayTable table = gatlings.await(TAIL);
        table.print(System.out);
        boolean large = school.learners().size() > 14_000;
        report.atMost("p99.ms", table.percentile(99), large ? 500 : 200);
        report.figure("p50.ms", table.percentile(50));
        report.figure("p99.9.ms", table.percentile(99.9));
        report.figure("heartbeat.p99.ms", table.percentile("heartbeat", 99));
        report.figure("hand.in.p99.ms", table.percentile("hand in", 99));
        report.atMost("failed", table.failed(), 0);
        report.figure("requests", table.requests());
        report.figure("heartbeats", table.requests("heartbeat"));
        report.figure("tests.handed.in", table.requests("hand in"));
        report.atLeast(
                "learners.with.progress.stored",
                settled(
                        stage,
                        "select count(*) from course_progress where covered_segments > 0 and course_id = "
                                + School.FILM,
                        school.learners().size()),
                school.learners().size());
        report.atLeast(
                "tests.graded",
                settled(stage, "select count(*) from attempt where state = 'GRADED'", table.requests("hand in")),
                table.requests("hand in"));
    }

    private static void start(
            Stage stage, List<Pod> pods, School school, Gatlings gatlings, Duration ramp, Duration steady)
            throws Exception {
        List<String> urls =
                pods.stream().map(pod -> "http://127.0.0.1:" + pod.port()).toList();
        List<String> boards = boards(stage);
        Set<School.Learner> loggingIn = new HashSet<>(loggingIn(school));
        int generators = generators(school.learners().size());
        for (int generator = 0; generator < generators; generator++) {
            List<String> people = new ArrayList<>();
            for (int i = generator; i < school.learners().size(); i += generators) {
                School.Learner learner = school.learners().get(i);
                people.add(learner.id() + "\t" + (loggingIn.contains(learner) ? "" : learner.token()));
            }
            List<String> own = generator == 0 ? boards : List.of();
            gatlings.start(urls, people, own, ramp, steady);
        }
    }

    private static List<String> boards(Stage stage) throws SQLException {
        Person liaison = new Person(1, "liaison", "联络员", 1, "中央", "/1/", 0);
        String token = stage.tokens().of(liaison);
        List<String> boards = new ArrayList<>();
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id from unit order by id")) {
            while (row.next()) {
                boards.add(row.getLong(1) + "\t" + token);
            }
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            all.add(boards.get(i % boards.size()));
        }
        return all;
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
