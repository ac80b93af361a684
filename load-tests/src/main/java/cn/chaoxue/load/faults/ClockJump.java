package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The clock of one of two processes jumps an hour ahead, then an hour behind. Needs libfaketime; without it the
/// drill is skipped and says so.
final class ClockJump implements Drill {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration EACH = Duration.ofSeconds(12);
    private static final double TOLERANCE_SECONDS = 20;
    private static final int GREEDY = 40;

    @Override
    public String name() {
        return "clock-jump";
    }

    @Override
    public String title() {
        return "One process's clock jumps +1 h and -1 h: credit within true time, no deadline moved, tokens stay good";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 200, 3, List.of(Role.BOTH))) {
            FakeClock clock = FakeClock.in(ground.stage().folder())
                    .orElseThrow(
                            () -> new Skipped("libfaketime is not installed (Debian: apt-get install libfaketime)"));
            // Half an hour for tests 1 and 2: an hour is enough to end or to double it. Seconds for test 3.
            sql(ground, "update exam set duration_seconds = case when id = 3 then 5 else 1800 end");
            ground.stage().environment(clock.environment());
            Pod wrong = ground.start(Role.BOTH);
            ground.stage().environment(Map.of());
            return run(ground, clock, wrong);
        }
    }

    private Result run(Ground ground, FakeClock clock, Pod wrong) throws Exception {
        Verdict verdict = new Verdict();
        Balancer only = new Balancer();
        only.add(wrong.port());
        List<Learner> greedy = ground.school().learners().subList(0, GREEDY);
        ground.seeEverybody();
        long since = System.nanoTime();
        long[] credited = new long[GREEDY];
        List<Sitting> sittings = ground.school().sittings();
        try (Client client = new Client(only, ground.exams())) {
            watch(only, ground.study(), greedy, credited);
            int round = 0;
            for (Duration jump : List.of(HOUR, HOUR.negated())) {
                List<Sitting> mine = sittings.subList(100 * round, 100 * round + 50);
                List<Sitting.Open> before = open(client, mine.subList(0, 25));
                Sitting.Open brief =
                        open(client, sittings.subList(400 + round, 401 + round)).getFirst();
                clock.jump(jump);
                double ahead = aheadSeconds(wrong, jump);
                Progress.say("the clock of %s is %.0f s ahead", wrong.name(), ahead);
                verdict.figure("clock ahead s, jump " + (round + 1), ahead);
                verdict.demand(Math.abs(ahead - jump.toSeconds()) < 5, "the clock did not jump: %.1f s ahead", ahead);
                long end = System.nanoTime() + EACH.toNanos();
                while (System.nanoTime() < end) {
                    watch(only, ground.study(), greedy, credited);
                    Thread.sleep(500);
                }
                handIn(ground, client, before, verdict, "opened before the jump");
                handIn(ground, client, open(client, mine.subList(25, 50)), verdict, "opened after the jump");
                // Five seconds to answer and five of grace are over: the door is closed here as everywhere.
                Answer late = client.once(brief.submission());
                verdict.demand(late.status() == 409, "an overdue submission was answered %d", late.status());
                round++;
            }
        }
        double trueSeconds = (System.nanoTime() - since) / 1e9;
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
        judge(ground, greedy, credited, trueSeconds, verdict);
        return verdict.result(this, 2, ground);
    }

    /// Everybody claims the whole film at once, again and again: they get what the clock allows.
    private static void watch(Balancer only, Meter meter, List<Learner> greedy, long[] credited) throws IOException {
        try (Client client = new Client(only, meter)) {
            for (int i = 0; i < greedy.size(); i++) {
                String body = """
                        {"courseId":%d,"session":"greedy","seq":%d,"position":3600,"rate":1,"watched":[[0,3600]]}""".formatted(School.FILM, System.nanoTime() / 1_000_000);
                Answer answer = client.once(
                        Request.post("/api/v1/study/heartbeats", greedy.get(i).token(), body));
                credited[i] += answer.successful() ? Long.parseLong(answer.member("creditedSeconds")) : 0;
            }
        }
    }

    private static List<Sitting.Open> open(Client client, List<Sitting> sittings) {
        List<Sitting.Open> open = new ArrayList<>();
        for (Sitting sitting : sittings) {
            open.add(sitting.start(client, Instant.now().plusSeconds(20)).orElseThrow());
        }
        return open;
    }

    private static void handIn(Ground ground, Client client, List<Sitting.Open> open, Verdict verdict, String which) {
        long taken =
                open.stream().filter(one -> ground.crowds().handIn(one, client)).count();
        verdict.demand(taken == open.size(), "of %d attempts %s %d were taken", open.size(), which, taken);
    }

    private static void judge(Ground ground, List<Learner> greedy, long[] credited, double trueSeconds, Verdict verdict)
            throws SQLException {
        Facts stored = ground.facts();
        double most = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < greedy.size(); i++) {
            Facts.Course film = new Facts.Course(greedy.get(i).id(), School.FILM);
            int segments = stored.covered(film).cardinality();
            double seconds = Math.max(credited[i], (long) segments * School.SEGMENT_SECONDS);
            most = Math.max(most, seconds);
            least = Math.min(least, seconds);
        }
        verdict.figure("true seconds", trueSeconds);
        verdict.atMost("credited at most s", most, trueSeconds + TOLERANCE_SECONDS);
        verdict.demand(least > 0.6 * trueSeconds, "only %.0f s of %.0f s were credited", least, trueSeconds);
        long moved = number(ground, """
                select count(*) from attempt a join exam e on e.id = a.exam_id
                 where abs(extract(epoch from a.deadline - a.started_at) - e.duration_seconds) > 1
                    or a.started_at > now() or a.started_at < now() - interval '10 minutes'
                """);
        verdict.figure("attempts", number(ground, "select count(*) from attempt"));
        verdict.demand(moved == 0, "%d deadlines moved", moved);
        long swept = number(ground, "select count(*) from attempt where origin = 'DEADLINE'");
        verdict.demand(swept == 2, "%d overdue attempts were handed in by the server, not 2", swept);
        long refused = ground.exams().of("401") + ground.study().of("401");
        verdict.demand(refused == 0, "%d good tokens were refused", refused);
    }

    /// As the process itself sees it against PostgreSQL; waits for the library to read its file again.
    private static double aheadSeconds(Pod pod, Duration expected) throws InterruptedException {
        double[] ahead = new double[1];
        Waiting.until(Duration.ofSeconds(10), () -> {
            ahead[0] = Metrics.of(pod).value("chaoxue_clock_process_ahead_seconds");
            return Math.abs(ahead[0] - expected.toSeconds()) < 5;
        });
        return ahead[0];
    }

    private static void sql(Ground ground, String statement) throws SQLException {
        try (Connection database = ground.stage().database();
                Statement change = database.createStatement()) {
            change.execute(statement);
        }
    }

    private static long number(Ground ground, String query) throws SQLException {
        try (Connection database = ground.stage().database();
                Statement ask = database.createStatement();
                ResultSet row = ask.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
