package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Ground.Role;
import java.time.Duration;
import java.util.List;

/// Both Redis servers die with everything in flight. Receipts were on disk; the last second of heartbeats was
/// not, and comes back with the next ones.
final class KilledRedis implements Drill {

    private static final int KILLS = 5;
    private static final Duration DEAD = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "killed-redis";
    }

    @Override
    public String title() {
        return "kill -9 of both Redis servers, 5 times at peak: no receipt is lost, watched seconds heal by themselves";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(8);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 2_000, 60, List.of(Role.BOTH, Role.BOTH, Role.WORKER))) {
            List<Sitting> sittings = ground.school().sittings();
            Probe probe = Probe.with(ground, sittings.getLast());
            try (Watching watching = ground.crowds().watching(200);
                    Crowd<Sitting> peak =
                            ground.crowds().examPeak(96, 1_000, sittings.subList(0, sittings.size() - 1))) {
                return run(ground, probe, watching, peak);
            }
        }
    }

    private Result run(Ground ground, Probe probe, Watching watching, Crowd<Sitting> peak) throws Exception {
        Verdict verdict = new Verdict();
        ground.crowds().awaitPeak(peak);
        ground.exams().absolve();
        double slowest = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Thread.sleep(10_000);
            ground.stage().exam().kill();
            ground.stage().study().kill();
            Progress.say("kill %d: both Redis; %d receipts so far; %s", kill, peak.done(), ground.exams());
            Thread.sleep(DEAD);
            List.of(ground.stage().exam(), ground.stage().study()).forEach(EmbeddedServer::start);
            double ready = Waiting.secondsUntil(Duration.ofSeconds(30), probe::allServe);
            Progress.say("all processes serve again %.1f s after Redis is back", ready);
            slowest = Math.max(slowest, ready);
        }
        Thread.sleep(10_000);
        verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
        verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(2)), "Redis is not drained after two minutes");
        verdict.atMost("ready after s", slowest, 10);
        verdict.atMost("given up", peak.undone(), 0);
        verdict.figure("answers short of what was watched, healed later", watching.fellShort());
        verdict.figure("slowest answer s", ground.exams().slowestSeconds());
        return verdict.result(this, KILLS, ground);
    }
}
