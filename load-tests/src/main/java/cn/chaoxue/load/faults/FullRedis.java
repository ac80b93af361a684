package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.faults.Told.Receipt;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Both Redis servers reach their memory limit and take no more writes.
final class FullRedis implements Drill {

    private static final Duration FULL = Duration.ofSeconds(25);
    private static final Duration DRAINED = Duration.ofSeconds(20);
    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final double SUBMISSIONS_REFUSED = 0.01;
    private static final double HEARTBEATS_REFUSED = 0.5;
    /// Longer than the service waits for the Redis of exams before it takes the direct path.
    private static final long REDIS_PATIENCE_MILLIS = 1_500;

    @Override
    public String name() {
        return "full-redis";
    }

    @Override
    public String title() {
        return "Both Redis at maxmemory for 25 s: heartbeats refused, submissions go straight to PostgreSQL, drain goes on";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground =
                Ground.open(this, 500, 60, List.of(Role.BOTH, Role.BOTH), "chaoxue.study.flush-interval=5s")) {
            List<Sitting.Open> open =
                    ground.crowds().open(ground.school().sittings().subList(0, 12_000));
            try (Watching watching = ground.crowds().watching(200);
                    Crowd<Sitting.Open> peak = ground.crowds().handingIn(32, 200, open)) {
                return run(ground, watching, peak);
            }
        }
    }

    private Result run(Ground ground, Watching watching, Crowd<Sitting.Open> peak) throws Exception {
        Verdict verdict = new Verdict();
        ground.crowds().awaitPeak(peak);
        Thread.sleep(5_000);
        ground.study().absolve();
        ground.exams().absolve();
        fill(ground, verdict);
        Thread.sleep(10_000);
        verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
        verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(2)), "Redis is not drained after two minutes");
        verdict.demand(ground.study().of("500") + ground.exams().of("500") == 0, "a full Redis was answered with 500");
        verdict.demand(
                ground.study().withoutRetryAfter() + ground.exams().withoutRetryAfter() == 0,
                "refusals without Retry-After");
        verdict.atMost("submissions given up", peak.undone(), 0);
        verdict.figure("slowest receipt s", ground.exams().slowestSeconds());
        return verdict.result(this, 2, ground);
    }

    private static void fill(Ground ground, Verdict verdict) throws Exception {
        List<EmbeddedRedis> both =
                List.of(ground.stage().study(), ground.stage().exam());
        long waiting = Backlog.courses(ground.stage().study());
        Progress.say("full from now on; %d courses wait to be written; %s", waiting, ground.study());
        Span heartbeats = Span.of(ground.study());
        Span submissions = Span.of(ground.exams());
        double directBefore = direct(ground);
        long since = System.currentTimeMillis();
        limit(both, "1mb");
        double drained = Waiting.secondsUntil(
                DRAINED,
                () -> Backlog.submissions(ground.stage().exam()) == 0
                        && Backlog.courses(ground.stage().study()) == 0);
        Thread.sleep(Math.max(0, since + FULL.toMillis() - System.currentTimeMillis()));
        long answeredBefore = ground.study().of("2xx");
        // What Redis took just before is answered a moment later.
        long receipts = ground.journal().read().stream()
                .filter(told -> told instanceof Receipt receipt && receipt.atMillis() > since + REDIS_PATIENCE_MILLIS)
                .count();
        long direct = (long) (direct(ground) - directBefore);
        heartbeats = heartbeats.until(ground.study());
        submissions = submissions.until(ground.exams());
        limit(both, "0");
        Progress.say("room again; %s; %s", ground.study(), ground.exams());
        double served = Waiting.secondsUntil(RECOVERED, () -> ground.study().of("2xx") > answeredBefore + 200);
        verdict.atLeast("courses waiting when full", waiting, 1);
        verdict.atLeast("heartbeats refused", heartbeats.refused(), 200);
        verdict.atLeast("receipts while full", receipts, 200);
        verdict.atLeast("submissions persisted without Redis", direct, receipts);
        verdict.figure("submissions refused", submissions.refused());
        verdict.demand(
                submissions.refusedShare() <= SUBMISSIONS_REFUSED,
                "%d of %d submissions were refused",
                submissions.refused(),
                submissions.sent());
        verdict.demand(
                heartbeats.refusedShare() >= HEARTBEATS_REFUSED,
                "only %d of %d heartbeats were refused: Redis was not full",
                heartbeats.refused(),
                heartbeats.sent());
        verdict.atMost("drained while full after s", drained, DRAINED.toSeconds() - 0.5);
        verdict.atMost("heartbeats again after s", served, RECOVERED.toSeconds() - 0.5);
    }

    /// Submissions that went straight to PostgreSQL, by the account of all processes.
    private static double direct(Ground ground) throws IOException {
        double sum = 0;
        for (Pod pod : ground.pods()) {
            sum += Metrics.of(pod).value("chaoxue_exam_submissions_direct_total");
        }
        return sum;
    }

    private static void limit(List<EmbeddedRedis> servers, String memory) throws IOException {
        for (EmbeddedRedis server : servers) {
            try (RedisLine line = RedisLine.to(server.hosts())) {
                line.ask("CONFIG", "SET", "maxmemory", memory);
            }
        }
    }
}
