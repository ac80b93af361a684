package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.day.DayTable;
import cn.chaoxue.load.day.Gatlings;
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
import java.util.List;

/// A day of a campaign in minutes, by Gatling: everybody comes, then stays, with a connection each.
final class CampaignDayBench implements Bench {

    /// A process may have 20,000 files open; service processes and generators each stay below.
    private static final int PER_GENERATOR = 17_000;
    /// Hashing a password takes 40 ms of a core: more of them would measure Argon2id, which `login-rush` does.
    private static final int REAL_LOGINS = 200;
    private static final int BOARDS = 200;
    private static final Duration TAIL = Duration.ofSeconds(50);

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
        Duration ramp = Duration.ofSeconds(Math.clamp(learners / 500, 20, 90));
        try (Stage stage = Stage.open();
                Gatlings gatlings =
                        new Gatlings(Files.createDirectories(stage.folder().resolve("gatling")))) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 1; i <= processes; i++) {
                pods.add(stage.start("pod-" + i));
            }
            School school = School.found(stage, learners, 1);
            Passwords.give(
                    stage,
                    school.learners().stream()
                            .limit(REAL_LOGINS)
                            .map(School.Learner::id)
                            .toList());
            Progress.say("%,d learners have a token", learners - REAL_LOGINS);
            measure(stage, pods, school, gatlings, ramp, round, report);
        }
        report.condition("learners, a connection each", learners);
        report.condition("processes", processes);
        report.condition("generators", generators(learners));
        report.condition("ramp", ramp.toSeconds() + " s");
        report.condition("logins by password", REAL_LOGINS + "; all others bring a token");
        report.condition("boards", BOARDS);
        report.condition("percentiles", "of all requests, ramp and failed ones included");
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
                count(stage, "select count(*) from course_progress where course_id = " + School.FILM),
                school.learners().size());
        report.atLeast(
                "tests.graded",
                count(stage, "select count(*) from attempt where state = 'GRADED'"),
                table.requests("hand in"));
    }

    private static void start(
            Stage stage, List<Pod> pods, School school, Gatlings gatlings, Duration ramp, Duration steady)
            throws Exception {
        List<String> urls =
                pods.stream().map(pod -> "http://127.0.0.1:" + pod.port()).toList();
        List<String> boards = boards(stage);
        int generators = generators(school.learners().size());
        for (int generator = 0; generator < generators; generator++) {
            List<String> people = new ArrayList<>();
            for (int i = generator; i < school.learners().size(); i += generators) {
                School.Learner learner = school.learners().get(i);
                people.add(learner.id() + "\t" + (i < REAL_LOGINS ? "" : learner.token()));
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

    private static double count(Stage stage, String sql) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
