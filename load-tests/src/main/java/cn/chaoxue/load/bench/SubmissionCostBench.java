package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.RedisLine;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What one submission takes: room in Redis while it waits, rows in PostgreSQL once it is graded. Thousands are handed
/// in while no worker runs, then one drains them.
final class SubmissionCostBench implements Bench {

    private static final int LEARNERS = 500;
    private static final int TESTS = 8;
    private static final int PEOPLE = 32;
    private static final int SHARDS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String ROWS =
            "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables where schemaname = 'public'";

    @Override
    public String name() {
        return "submission-cost";
    }

    @Override
    public String title() {
        return "Redis bytes while a submission waits, rows in PostgreSQL once it is graded";
    }

    /// A round ends with its submissions.
    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open()) {
            Pod api = stage.start("pod-api", "chaoxue.role.worker=false");
            School school = School.found(stage, LEARNERS, TESTS);
            Balancer balancer = new Balancer();
            balancer.add(api.port());
            Queue<Sitting.Open> open = new ConcurrentLinkedQueue<>();
            everybody(
                    school.sittings(),
                    balancer,
                    (sitting, client) ->
                            sitting.start(client, soon()).map(open::add).orElse(false));
            Progress.say("%,d attempts are open", open.size());
            try (RedisLine exam = RedisLine.to(stage.exam().hosts())) {
                long before = memory(exam);
                everybody(
                        List.copyOf(open),
                        balancer,
                        (attempt, client) -> attempt.submit(client, soon()).isPresent());
                report.figure("redis.bytes.per.submission", (memory(exam) - before) / (double) open.size());
                report.figure("pg.rows.per.submission", rowsToDrain(stage, exam) / (double) open.size());
            }
            report.condition("submissions", open.size() + ", ten questions each, four of five passed");
            report.condition("drained", "by one worker, in batches as large as it takes");
        }
    }

    private static <T> void everybody(List<T> errands, Balancer balancer, Crowd.Errand<T> errand) {
        try (Crowd<T> crowd = Crowd.of(PEOPLE, Pace.asFastAsPossible(errands), errand, balancer, new Meter())) {
            if (!crowd.awaitEnd(PATIENCE) || crowd.undone() > 0) {
                throw new Trouble("Only %d of %d could be done.".formatted(crowd.done(), errands.size()));
            }
        }
    }

    /// Statistics are exact once the connections that caused them are closed.
    private static long rowsToDrain(Stage stage, RedisLine exam) throws Exception {
        long before = rows(stage);
        Pod worker = stage.start("pod-worker", "chaoxue.role.api=false");
        Instant late = soon();
        while (waiting(exam) > 0) {
            if (Instant.now().isAfter(late)) {
                throw new Trouble("The worker did not finish; see " + worker.log() + ".");
            }
            Thread.sleep(50);
        }
        worker.stop(Duration.ofSeconds(20));
        Thread.sleep(1_000);
        return rows(stage) - before;
    }

    private static long rows(Stage stage) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long waiting(RedisLine exam) throws IOException {
        long waiting = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            waiting += exam.number("XLEN", "exam:{s" + shard + "}:submissions");
        }
        return waiting;
    }

    private static long memory(RedisLine redis) throws IOException {
        return String.valueOf(redis.ask("INFO", "memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length())))
                .sum();
    }

    private static Instant soon() {
        return Instant.now().plus(PATIENCE);
    }
}
