package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.School.Learner;
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
    private static final int VIEWERS = 300;
    /// Sooner and with shorter rests than usual, so that a worker has progress in hand at many moments.
    private static final String[] BUSY = {"chaoxue.study.flush-interval=1s", "chaoxue.study.pause=20ms"};

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
        try (Ground ground = Ground.open(this, 2_000, 150, roles, BUSY)) {
            ShortFilm film = ShortFilm.at(ground);
            try (Watching watching = ground.crowds().watching(VIEWERS);
                    Crowd<Learner> finishing = film.watchedBy(others(ground), 5);
                    Crowd<Sitting> peak =
                            ground.crowds().examPeak(96, 1_000, ground.school().sittings())) {
                return run(ground, watching, finishing, peak);
            }
        }
    }

    private Result run(Ground ground, Watching watching, Crowd<Learner> finishing, Crowd<Sitting> peak)
            throws Exception {
        ground.crowds().awaitPeak(peak);
        ground.exams().absolve();
        Verdict verdict = new Verdict();
        WorkerDeaths deaths = new WorkerDeaths(ground);
        for (int kill = 1; kill <= KILLS; kill++) {
            Thread.sleep(3_000);
            long before = peak.done();
            killAndReplace(ground, deaths, kill);
            Progress.say("%d receipts, %d short films; %s", peak.done(), finishing.done(), ground.exams());
            verdict.demand(peak.done() > before, "death %d met nobody: the tests were over", kill);
        }
        Waiting.until(Duration.ofMinutes(3), () -> peak.done() > RECEIPTS * 11 / 10);
        verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
        verdict.demand(finishing.sendHome(Duration.ofMinutes(1)), "people still wait for the end of the short film");
        verdict.demand(watching.end(Duration.ofMinutes(1)), "viewers still wait for an answer");
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "the streams are not empty after a minute");
        verdict.atLeast("receipts", peak.done(), RECEIPTS);
        verdict.atMost("given up", peak.undone() + finishing.undone(), 0);
        verdict.figure("courses finished", finishing.done());
        deaths.judge(verdict);
        verdict.figure("slowest answer s", ground.exams().slowestSeconds());
        return verdict.result(this, KILLS, ground);
    }

    private static void killAndReplace(Ground ground, WorkerDeaths deaths, int kill) throws Exception {
        Role role = kill % 2 == 0 ? Role.API : Role.WORKER;
        Pod victim = ground.pods().stream()
                .filter(pod -> pod.name().startsWith(role.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        if (role == Role.API) {
            ground.kill(victim);
            Progress.say("kill %d: %s", kill, victim.name());
            ground.start(role);
            return;
        }
        Share share = deaths.kill(victim);
        Progress.say("kill %d: %s, with %s", kill, victim.name(), share);
        CompletableFuture<Void> takenOver = CompletableFuture.runAsync(() -> mourn(deaths, share));
        ground.start(role);
        takenOver.get();
    }

    private static void mourn(WorkerDeaths deaths, Share share) {
        try {
            deaths.mourn(share);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Learner> others(Ground ground) {
        List<Learner> all = ground.school().learners();
        return all.subList(VIEWERS, all.size());
    }
}
