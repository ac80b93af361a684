package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.Ground.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// PostgreSQL is away while tests are handed in. Receipts go on until the buffer is at its bound, are refused
/// politely after that, and everything is persisted once PostgreSQL is back.
final class DatabaseOutage implements Drill {

    private static final int SHARDS = 16;

    private final String name;
    private final boolean kill;
    private final Duration outage;
    private final int perSecond;
    private final int boundPerShard;

    private DatabaseOutage(String name, boolean kill, Duration outage, int perSecond, int boundPerShard) {
        this.name = name;
        this.kill = kill;
        this.outage = outage;
        this.perSecond = perSecond;
        this.boundPerShard = boundPerShard;
    }

    /// Stopped in order for two minutes, with a buffer small enough to fill meanwhile.
    static DatabaseOutage stopped() {
        return new DatabaseOutage("stopped-database", false, Duration.ofMinutes(2), 300, 1_500);
    }

    /// Killed, and away for 20 s, with the buffer as it is.
    static DatabaseOutage killed() {
        return new DatabaseOutage("killed-database", true, Duration.ofSeconds(20), 600, 20_000);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "%s of PostgreSQL for %d s at peak: receipts go on until the buffer is full (%,d); none is lost"
                .formatted(kill ? "kill -9" : "stop", outage.toSeconds(), SHARDS * boundPerShard);
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Result run() throws Exception {
        int submissions = (int) (perSecond * (outage.toSeconds() + 30));
        List<Role> roles = List.of(Role.BOTH, Role.BOTH, Role.WORKER);
        try (Ground ground =
                Ground.open(this, 2_000, 30, roles, "chaoxue.exam.max-waiting-per-shard=" + boundPerShard)) {
            List<Sitting.Open> open = ground.open(ground.school().sittings().subList(0, submissions));
            ground.awaitDrained(Duration.ofSeconds(30));
            try (Crowd<Sitting.Open> peak = ground.handingIn(128, perSecond, open)) {
                return run(ground, peak, submissions);
            }
        }
    }

    private Result run(Ground ground, Crowd<Sitting.Open> peak, int submissions) throws Exception {
        Verdict verdict = new Verdict();
        ground.awaitPeak(peak);
        Thread.sleep(5_000);
        ground.exams().absolve();
        long before = peak.done();
        takeAway(ground.stage().postgres());
        Progress.say("PostgreSQL is away; %d receipts before", before);
        Thread.sleep(outage);
        long meanwhile = peak.done() - before;
        long waiting = Backlog.submissions(ground.stage().exam());
        Progress.say("%d receipts meanwhile, %d wait; %s", meanwhile, waiting, ground.exams());
        ground.stage().postgres().start();
        double drained = Waiting.secondsUntil(outage.multipliedBy(3), () -> isEmpty(ground));
        // As many as were sent, or as the buffer holds, less what was on its way.
        long expected = Math.min(perSecond * outage.toSeconds(), (long) SHARDS * boundPerShard) * 9 / 10;
        verdict.atLeast("receipts meanwhile", meanwhile, expected);
        verdict.atMost("waiting at the end", waiting, SHARDS * boundPerShard);
        verdict.atMost("drained after s", drained, 2.0 * outage.toSeconds());
        verdict.demand(peak.awaitEnd(Duration.ofMinutes(3)), "people still wait for receipts");
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
        verdict.demand(peak.done() == submissions, "%d of %d got a receipt", peak.done(), submissions);
        verdict.demand(
                ground.exams().late() == 0,
                "%d answers took longer than 3 s",
                ground.exams().late());
        verdict.demand(ground.exams().withoutRetryAfter() == 0, "refusals without Retry-After");
        verdict.figure("slowest answer s", ground.exams().slowestSeconds());
        return verdict.result(this, 1, ground.check());
    }

    private void takeAway(EmbeddedPostgres postgres) {
        if (kill) {
            postgres.kill();
        } else {
            postgres.stop();
        }
    }

    private static boolean isEmpty(Ground ground) throws IOException {
        return Backlog.submissions(ground.stage().exam()) == 0;
    }
}
