package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Trouble;
import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.Http;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A worker's way from changed coverage in Redis to rows in PostgreSQL, against a plain upsert of the same rows.
///
/// The real worker process is frozen while an api process takes real heartbeats, one per course of a learner; then it
/// is let go, and what counts is the time until the last course is clean: claim, merge, commit and release of all.
final class FlushBench implements Bench {

    private static final int LEARNERS = 5_000;
    private static final int COURSES = 20;
    /// A round takes a second of a worker that runs for weeks: the first ones would measure its compiler.
    private static final int WARM_UPS = 8;

    private static final int TURNS = 5;
    private static final int WINDOW = 256;
    private static final int SHARDS = 16;
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final Duration DUE = Duration.ofMillis(1_300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// The yardstick, as it has been from the first measurement on.
    private static final BareUpsert.Shape PLAIN = new BareUpsert.Shape(2, 1_024);
    /// As the worker divides its rows by default (`chaoxue.study.flushers`, `batch-size`).
    private static final BareUpsert.Shape ALIKE = new BareUpsert.Shape(4, 4_096);

    private static final String[] SETTINGS = {
        "chaoxue.study.tolerance=24h",
        "chaoxue.study.idle-backfill=24h",
        "chaoxue.study.first-flush=1s",
        "chaoxue.study.flush-interval=1s",
        // However busy the machine is, no heartbeat is shed: every row changes in every round.
        "chaoxue.overload.loop-delay=1m"
    };

    @Override
    public String name() {
        return "flush";
    }

    @Override
    public String title() {
        return "changed coverage to PostgreSQL, against a plain upsert of the same rows";
    }

    /// A round ends with its rows.
    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        try (Stage stage = Stage.open()) {
            Pod api = stage.start("pod-api", with("chaoxue.role.worker=false"));
            ExamHall hall = new ExamHall(LEARNERS, COURSES);
            hall.people(stage);
            Pod worker = stage.start("pod-worker", with("chaoxue.role.api=false"));
            CourseHeartbeats heartbeats =
                    new CourseHeartbeats(hall.learnerIds(), hall.courseIds(), hall.tokens(stage.tokens()));
            InetSocketAddress server = new InetSocketAddress("127.0.0.1", api.port());
            try (Generator generator = Generator.open(server, WINDOW, new Http(), heartbeats);
                    BareUpsert plain = new BareUpsert(stage, PLAIN);
                    BareUpsert alike = new BareUpsert(stage, ALIKE);
                    RedisPipe study = RedisPipe.to(stage.study().hosts())) {
                CpuShares cpu = new CpuShares(stage, worker, stage.study());
                CpuShares bare = new CpuShares(stage, worker, stage.study());
                CpuShares bareAlike = new CpuShares(stage, worker, stage.study());
                Rounds rounds = new Rounds()
                        .with("flush", () -> flushed(worker, heartbeats, generator, study, cpu))
                        .with("plain upsert", () -> plain.rowsPerSecond(heartbeats.pairs(), bare))
                        .with("in batches alike", () -> alike.rowsPerSecond(heartbeats.pairs(), bareAlike))
                        .run(WARM_UPS, TURNS);
                report.ratio("flush", rounds.ratio("flush", "plain upsert"), 0.7, 0.9);
                report.figure("flushed.rows.per.second", rounds.median("flush"));
                report.figure("plain.upsert.rows.per.second", rounds.median("plain upsert"));
                report.figure("plain.in.batches.alike.rows.per.second", rounds.median("in batches alike"));
                report.figure("flush/plain.in.batches.alike", rounds.ratio("flush", "in batches alike"));
                report.atMost("heartbeats.refused", heartbeats.refused(), 0);
                cpu.report(report, "worker", "row");
                bare.reportPostgres(report, "plain.row");
            }
            report.condition(
                    "rows", heartbeats.pairs().size() + " of " + LEARNERS + " learners, all changed, in no order");
            report.condition("flush", "worker process: claim, merge, commit, release; until the last course is clean");
            report.condition("warm-up", WARM_UPS + " rounds of each");
            report.condition("plain upsert", PLAIN.toString());
            report.condition("in batches alike", ALIKE.toString());
        }
    }

    private static String[] with(String role) {
        String[] all = java.util.Arrays.copyOf(SETTINGS, SETTINGS.length + 1);
        all[SETTINGS.length] = role;
        return all;
    }

    private static double flushed(
            Pod worker, CourseHeartbeats heartbeats, Generator generator, RedisPipe study, CpuShares cpu)
            throws IOException, InterruptedException {
        worker.freeze();
        heartbeats.next15Seconds();
        while (!heartbeats.allSent()) {
            generator.run(SLICE, WINDOW);
        }
        Thread.sleep(DUE);
        long rows = dirty(study);
        if (rows != heartbeats.pairs().size()) {
            throw new Trouble("Only " + rows + " of " + heartbeats.pairs().size() + " courses are dirty.");
        }
        cpu.begin();
        long start = System.nanoTime();
        worker.thaw();
        while (dirty(study) > 0) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new Trouble("The worker did not finish: " + worker.log());
            }
            Thread.sleep(2);
        }
        long end = System.nanoTime();
        cpu.end(rows);
        return rows / ((end - start) / 1e9);
    }

    /// Courses dirty, and batches of them not released: one question, so that asking takes little of the machine.
    private static long dirty(RedisPipe study) throws IOException {
        for (int shard = 0; shard < SHARDS; shard++) {
            study.add("ZCARD", "study:{s" + shard + "}:dirty");
            study.add("ZCARD", "study:{s" + shard + "}:flights");
        }
        return study.sum();
    }
}
