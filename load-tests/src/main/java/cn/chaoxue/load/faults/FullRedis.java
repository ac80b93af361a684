package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.faults.Told.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Both Redis servers reach their memory limit and take no more writes.
final class FullRedis implements Drill {

    private static final Duration FULL = Duration.ofSeconds(25);
    private static final Duration DRAINED = Duration.ofSeconds(20);
    private static final Duration RECOVERED = Duration.ofSeconds(10);

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
            List<Sitting.Open> open = ground.open(ground.school().sittings().subList(0, 12_000));
            try (Watching watching = ground.watching(200);
                    Crowd<Sitting.Open> peak = ground.handingIn(32, 200, open)) {
                return run(ground, watching, peak);
            }
        }
    }

    private Result run(Ground ground, Watching watching, Crowd<Sitting.Open> peak) throws Exception {
        Verdict verdict = new Verdict();
        ground.awaitPeak(peak);
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
        return verdict.result(this, 2, ground.check());
    }

    private static void fill(Ground ground, Verdict verdict) throws Exception {
        List<EmbeddedRedis> both =
                List.of(ground.stage().study(), ground.stage().exam());
        long waiting = Backlog.courses(ground.stage().study());
        Progress.say("full from now on; %d courses wait to be written; %s", waiting, ground.study());
        long refusedBefore = ground.study().of("503");
        long examsRefusedBefore = ground.exams().of("503");
        long since = System.currentTimeMillis();
        limit(both, "1mb");
        double drained = Waiting.secondsUntil(
                DRAINED,
                () -> Backlog.submissions(ground.stage().exam()) == 0
                        && Backlog.courses(ground.stage().study()) == 0);
        Thread.sleep(Math.max(0, since + FULL.toMillis() - System.currentTimeMillis()));
        long answeredBefore = ground.study().of("2xx");
        long receipts = ground.journal().read().stream()
                .filter(told -> told instanceof Receipt receipt && receipt.atMillis() > since + 1_000)
                .count();
        long refused = ground.study().of("503") - refusedBefore;
        long examsRefused = ground.exams().of("503") - examsRefusedBefore;
        limit(both, "0");
        Progress.say("room again; %s; %s", ground.study(), ground.exams());
        double served = Waiting.secondsUntil(RECOVERED, () -> ground.study().of("2xx") > answeredBefore + 200);
        verdict.atLeast("courses waiting when full", waiting, 1);
        verdict.atLeast("heartbeats refused", refused, 200);
        verdict.atLeast("receipts while full", receipts, 200);
        verdict.figure("submissions refused at first", examsRefused);
        verdict.atMost("drained while full after s", drained, DRAINED.toSeconds() - 0.5);
        verdict.atMost("heartbeats again after s", served, RECOVERED.toSeconds() - 0.5);
    }

    private static void limit(List<EmbeddedRedis> servers, String memory) throws IOException {
        for (EmbeddedRedis server : servers) {
            try (RedisLine line = RedisLine.to(server.hosts())) {
                line.ask("CONFIG", "SET", "maxmemory", memory);
            }
        }
    }
}
