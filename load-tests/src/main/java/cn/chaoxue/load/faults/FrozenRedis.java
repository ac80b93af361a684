package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.faults.Told.Receipt;
import java.time.Duration;
import java.util.List;

/// Both Redis servers stand still with their connections open, the worst a server can do to its clients.
final class FrozenRedis implements Drill {

    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final int RECOVERY_LIMIT_SECONDS = 10;

    @Override
    public String name() {
        return "frozen-redis";
    }

    @Override
    public String title() {
        return "SIGSTOP of both Redis servers for 30 s: only durable receipts, answers within 3 s, no pile-up";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 1_000, 60, List.of(Role.BOTH, Role.BOTH));
                Watching watching = ground.crowds().watching(100);
                Visitors visitors = Visitors.of(ground, 12);
                Crowd<Sitting> peak =
                        ground.crowds().examPeak(64, 400, ground.school().sittings())) {
            ground.crowds().awaitPeak(peak);
            Thread.sleep(5_000);
            Verdict verdict = new Verdict();
            visitors.judgeBefore(verdict);
            long undurable = freeze(ground, verdict);
            verdict.demand(undurable == 0, "%d receipts while frozen are not in PostgreSQL", undurable);
            double recovered =
                    Recovery.seconds(visitors.meters(ground.exams(), ground.study()), 3 * RECOVERY_LIMIT_SECONDS);
            verdict.atMost("recovered after s", recovered, RECOVERY_LIMIT_SECONDS);
            Thread.sleep(10_000);
            verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
            verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
            visitors.judge(verdict);
            verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
            for (Meter meter : List.of(ground.exams(), ground.study())) {
                verdict.demand(meter.late() == 0, "%d answers took longer than 3 s", meter.late());
                verdict.demand(
                        meter.withoutRetryAfter() == 0, "%d refusals without Retry-After", meter.withoutRetryAfter());
            }
            verdict.figure("slowest exam answer s", ground.exams().slowestSeconds());
            verdict.figure("slowest heartbeat s", ground.study().slowestSeconds());
            verdict.figure("given up", peak.undone());
            return verdict.result(this, 1, ground);
        }
    }

    /// Thaws again; yields how many receipts of the time between PostgreSQL did not vouch for by then. Only it
    /// could.
    private static long freeze(Ground ground, Verdict verdict) throws Exception {
        Progress.say("freezing; so far %s", ground.exams());
        ground.exams().absolve();
        ground.study().absolve();
        ground.stage().exam().freeze();
        ground.stage().study().freeze();
        // What Redis answered just before may arrive a moment later.
        long frozenSince = System.currentTimeMillis() + 1_000;
        Thread.sleep(FROZEN);
        List<Receipt> meanwhile = ground.journal().read().stream()
                .filter(Receipt.class::isInstance)
                .map(Receipt.class::cast)
                .filter(receipt -> receipt.atMillis() >= frozenSince)
                .toList();
        long undurable = Checker.missing(meanwhile, ground.facts());
        verdict.atLeast("receipts while frozen", meanwhile.size(), 1);
        ground.stage().exam().thaw();
        ground.stage().study().thaw();
        Progress.say("thawed; so far %s", ground.exams());
        return undurable;
    }
}
