package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// PostgreSQL is away while tests are handed in and films are watched. Receipts go on until the buffer is at its bound
/// and are refused politely after that, heartbeats go on all the time, whoever needs PostgreSQL is told so within
/// three seconds, and everything is persisted once it is back.
final class DatabaseOutage implements Drill {

    private static final int SHARDS = 16;
    private static final int VIEWERS = 100;
    private static final int VISITS_PER_SECOND = 30;
    private static final int API_PROCESSES = 2;
    /// What waits for a connection longer than this, nobody waits for any more: it is a pile.
    private static final int QUEUE_SECONDS = 20;

    private static final double HEARTBEATS_SERVED = 0.99;
    private static final int RECOVERY_LIMIT_SECONDS = 10;

    private final DatabaseFault fault;
    private final Duration outage;
    private final int perSecond;
    private final int boundPerShard;

    private DatabaseOutage(DatabaseFault fault, Duration outage, int perSecond, int boundPerShard) {
        this.fault = fault;
        this.outage = outage;
        this.perSecond = perSecond;
        this.boundPerShard = boundPerShard;
    }

    /// Stopped in order for two minutes, with a buffer small enough to fill meanwhile.
    static DatabaseOutage stopped() {
        return new DatabaseOutage(DatabaseFault.STOPPED, Duration.ofMinutes(2), 300, 1_500);
    }

    /// Killed, and away for 20 s, with the buffer as it is.
    static DatabaseOutage killed() {
        return new DatabaseOutage(DatabaseFault.KILLED, Duration.ofSeconds(20), 600, 20_000);
    }

    /// Not answering for 30 s with its connections open, the worst a server can do to its clients.
    static DatabaseOutage frozen() {
        return new DatabaseOutage(DatabaseFault.FROZEN, Duration.ofSeconds(30), 400, 20_000);
    }

    @Override
    public String name() {
        return fault.name().toLowerCase(Locale.ROOT) + "-database";
    }

    @Override
    public String title() {
        return "%s of PostgreSQL for %d s at peak: receipts go on until the buffer is full (%,d), heartbeats always; none is lost"
                .formatted(fault, outage.toSeconds(), SHARDS * boundPerShard);
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
            List<Sitting.Open> open =
                    ground.crowds().open(ground.school().sittings().subList(0, submissions));
            ground.awaitDrained(Duration.ofSeconds(30));
            try (Watching watching = ground.crowds().watching(VIEWERS);
                    Visitors visitors = Visitors.of(ground, VISITS_PER_SECOND);
                    Crowd<Sitting.Open> peak = ground.crowds().handingIn(128, perSecond, open)) {
                Verdict verdict = new Verdict();
                ground.crowds().awaitPeak(peak);
                Thread.sleep(5_000);
                visitors.judgeBefore(verdict);
                outage(ground, peak, verdict);
                recover(ground, visitors, verdict);
                return end(ground, watching, visitors, peak, submissions, verdict);
            }
        }
    }

    private void outage(Ground ground, Crowd<?> peak, Verdict verdict) throws Exception {
        ground.exams().absolve();
        ground.study().absolve();
        long before = peak.done();
        fault.takeAway(ground.stage().postgres());
        Progress.say("PostgreSQL is away; %d receipts before", before);
        Span heartbeats = Span.of(ground.study());
        long queued = mostQueued(ground);
        long meanwhile = peak.done() - before;
        long waiting = Backlog.submissions(ground.stage().exam());
        heartbeats = heartbeats.until(ground.study());
        Progress.say("%d receipts meanwhile, %d wait; %s", meanwhile, waiting, ground.exams());
        // As many as were sent, or as the buffer holds, less what was on its way.
        long expected = Math.min(perSecond * outage.toSeconds(), (long) SHARDS * boundPerShard) * 9 / 10;
        verdict.atLeast("receipts meanwhile", meanwhile, expected);
        verdict.atMost("waiting at the end", waiting, SHARDS * boundPerShard);
        verdict.atLeast(
                "heartbeats answered meanwhile", heartbeats.served(), (long) (heartbeats.sent() * HEARTBEATS_SERVED));
        verdict.demand(heartbeats.sent() > 0, "no heartbeat was sent meanwhile");
        verdict.atMost("requests waiting for a connection", queued, VISITS_PER_SECOND / API_PROCESSES * QUEUE_SECONDS);
    }

    /// Waits for the end of the outage; yields the most requests that waited for a connection in one process.
    private long mostQueued(Ground ground) throws Exception {
        double most = 0;
        for (long end = System.nanoTime() + outage.toNanos(); System.nanoTime() < end; Thread.sleep(1_000)) {
            for (Pod pod : ground.pods()) {
                most = Math.max(most, Metrics.of(pod).value("sql_pool_queue_size"));
            }
        }
        return (long) most;
    }

    private void recover(Ground ground, Visitors visitors, Verdict verdict) throws Exception {
        fault.giveBack(ground.stage().postgres());
        CompletableFuture<Double> drained = CompletableFuture.supplyAsync(() -> secondsUntilEmpty(ground));
        if (fault == DatabaseFault.FROZEN) {
            double recovered = Recovery.seconds(visitors.meters(ground.exams()), 3 * RECOVERY_LIMIT_SECONDS);
            verdict.atMost("recovered after s", recovered, RECOVERY_LIMIT_SECONDS);
        }
        verdict.atMost("drained after s", drained.get(), 2.0 * outage.toSeconds());
    }

    private double secondsUntilEmpty(Ground ground) {
        try {
            return Waiting.secondsUntil(outage.multipliedBy(3), () -> isEmpty(ground));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cut off while submissions wait", e);
        }
    }

    private Result end(
            Ground ground, Watching watching, Visitors visitors, Crowd<?> peak, int submissions, Verdict verdict)
            throws Exception {
        verdict.demand(peak.awaitEnd(Duration.ofMinutes(3)), "people still wait for receipts");
        verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
        visitors.judge(verdict);
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
        verdict.demand(peak.done() == submissions, "%d of %d got a receipt", peak.done(), submissions);
        for (Meter meter : List.of(ground.exams(), ground.study())) {
            verdict.demand(meter.late() == 0, "%d answers took longer than 3 s", meter.late());
            verdict.demand(meter.withoutRetryAfter() == 0, "refusals without Retry-After");
        }
        verdict.figure("slowest answer s", ground.exams().slowestSeconds());
        verdict.figure("slowest heartbeat s", ground.study().slowestSeconds());
        return verdict.result(this, 1, ground);
    }

    private static boolean isEmpty(Ground ground) throws IOException {
        return Backlog.submissions(ground.stage().exam()) == 0;
    }
}
