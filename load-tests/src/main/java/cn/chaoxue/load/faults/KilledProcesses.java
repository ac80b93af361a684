package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// Workers and api processes die in the middle of what they do, in turn. What they had claimed others take
/// over.
final class KilledProcesses implements Drill {

    private static final int KILLS = 10;
    private static final int RECEIPTS = 50_000;
    private static final Duration FROZEN = Duration.ofSeconds(2);
    private static final int TAKE_OVER_LIMIT_SECONDS = 30;

    @Override
    public String name() {
        return "killed-processes";
    }

    @Override
    public String title() {
        return "kill -9 of a worker or api process, 10 times at exam peak: no receipt is lost, nothing counts twice";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Result run() throws Exception {
        List<Role> roles = List.of(Role.API, Role.API, Role.WORKER, Role.WORKER);
        try (Ground ground = Ground.open(this, 2_000, 150, roles);
                Watching watching = ground.watching(100);
                Crowd<Sitting> peak = ground.examPeak(96, 1_000, ground.school().sittings())) {
            ground.awaitPeak(peak);
            ground.exams().absolve();
            Verdict verdict = new Verdict();
            double slowest = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(3_000);
                Role role = kill % 2 == 0 ? Role.API : Role.WORKER;
                long before = peak.done();
                slowest = Math.max(slowest, killAndReplace(ground, role, kill));
                Progress.say("%d receipts; %s", peak.done(), ground.exams());
                verdict.demand(peak.done() > before, "death " + kill + " met nobody: the tests were over");
            }
            Waiting.until(Duration.ofMinutes(3), () -> peak.done() > RECEIPTS * 11 / 10);
            verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
            verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
            verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "the streams are not empty after a minute");
            verdict.atLeast("receipts", peak.done(), RECEIPTS);
            verdict.atMost("given up", peak.undone(), 0);
            verdict.atMost("share taken over in s", slowest, 15);
            verdict.figure("slowest answer s", ground.exams().slowestSeconds());
            return verdict.result(this, KILLS, ground.check());
        }
    }

    /// Yields how long the dead worker's share lay idle.
    private static double killAndReplace(Ground ground, Role role, int kill) throws Exception {
        Pod victim = ground.pods().stream()
                .filter(pod -> pod.name().startsWith(role.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        long claims = role == Role.WORKER ? catchWithClaims(ground, victim) : 0;
        ground.kill(victim);
        String inHand = role == Role.WORKER ? ", with %d submissions in hand".formatted(claims) : "";
        Progress.say("kill %d: %s%s", kill, victim.name(), inHand);
        CompletableFuture<Double> takenOver = CompletableFuture.supplyAsync(() -> secondsUntilTakenOver(ground));
        ground.start(role);
        // It lay idle before as well.
        return takenOver.get() + (claims > 0 ? FROZEN.toSeconds() : 0);
    }

    /// Freezes the worker at moments when it has claimed something and persisted it not yet: those hurt most.
    /// Yields how many submissions it holds.
    private static long catchWithClaims(Ground ground, Pod worker) {
        for (int attempt = 0; attempt < 20; attempt++) {
            worker.freeze();
            Waiting.pause(FROZEN);
            long claims = orphans(ground, FROZEN.toMillis() - 500);
            if (claims > 0) {
                return claims;
            }
            worker.thaw();
            Waiting.pause(Duration.ofMillis(70 + 10L * attempt));
        }
        return 0;
    }

    /// Seconds from now, the death, until no claim is left of anybody not heard of since.
    private static double secondsUntilTakenOver(Ground ground) {
        long death = System.nanoTime();
        double last = 0;
        double elapsed = 0;
        while (elapsed < TAKE_OVER_LIMIT_SECONDS) {
            Waiting.pause(Duration.ofMillis(250));
            elapsed = (System.nanoTime() - death) / 1e9;
            // Those alive have been heard of in the last second, unless death is as recent as that.
            if (elapsed > 2) {
                if (orphans(ground, (long) (elapsed * 1_000) - 500) == 0) {
                    return last;
                }
                last = elapsed;
            }
        }
        return last;
    }

    private static long orphans(Ground ground, long idleMillis) {
        try {
            return Backlog.orphans(ground.stage().exam(), idleMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
