package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.stage.Pod;
import java.time.Duration;
import java.util.List;

/// A new version goes out in the middle of an exam: one process after the other is told to end and replaced.
final class RollingRestart implements Drill {

    private static final double ERROR_SHARE = 0.000_1;
    private static final Duration ORDERLY = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "rolling-restart";
    }

    @Override
    public String title() {
        return "SIGTERM and replacement of 3 processes at peak: no receipt is lost, one retry is all anybody needs";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(6);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 2_000, 60, List.of(Role.BOTH, Role.BOTH, Role.BOTH));
                Watching watching = ground.crowds().watching(100);
                Crowd<Sitting> peak =
                        ground.crowds().examPeak(64, 400, ground.school().sittings())) {
            Verdict verdict = new Verdict();
            ground.crowds().awaitPeak(peak);
            ground.exams().absolve();
            ground.study().absolve();
            List<Pod> old = ground.pods();
            for (Pod pod : old) {
                Thread.sleep(5_000);
                ground.start(Role.BOTH);
                verdict.demand(ground.stop(pod, ORDERLY), "%s did not end by itself", pod.name());
                Progress.say("replaced %s; %d receipts; %s", pod.name(), peak.done(), ground.exams());
            }
            Thread.sleep(5_000);
            verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
            verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
            verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
            judge(verdict, "exam", ground.exams());
            judge(verdict, "heartbeat", ground.study());
            verdict.atMost("given up", peak.undone(), 0);
            return verdict.result(this, old.size(), ground);
        }
    }

    private static void judge(Verdict verdict, String kind, Meter meter) {
        long requests = meter.attempts();
        long failed = meter.failedAfterOneRetry();
        verdict.figure(kind + " requests", requests);
        verdict.figure(kind + " requests failed after one retry", failed);
        verdict.demand(
                failed <= requests * ERROR_SHARE,
                "%d of %d %s requests failed after one retry",
                failed,
                requests,
                kind);
        long abrupt = meter.withoutRetryAfter();
        verdict.demand(abrupt == 0, "%d refusals of %s requests without Retry-After", abrupt, kind);
    }
}
