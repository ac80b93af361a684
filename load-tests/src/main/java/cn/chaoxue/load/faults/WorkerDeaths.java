package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// The deaths of workers: each at a moment when it has something in hand, each watched until others have all of it.
final class WorkerDeaths {

    private static final Duration NOTICE = Duration.ofMillis(500);
    private static final Duration SILENT = Duration.ofMillis(1_500);
    private static final int TRIES = 15;
    /// After so many tries one with submissions alone will do.
    private static final int CHOOSY = 7;

    private static final double LONGEST_SECONDS = 30;

    private final Ground ground;
    private int withSubmissions;
    private int withStudy;
    private double submissionsIdle;
    private double studyIdle;

    WorkerDeaths(Ground ground) {
        this.ground = ground;
    }

    /// Freezes a worker at moments when it holds what it has claimed but not persisted: those hurt most. Kills it
    /// there.
    Share kill(Pod worker) throws IOException {
        Share share = catchAtWork(worker);
        ground.kill(worker);
        withSubmissions += share.submissions() > 0 ? 1 : 0;
        withStudy += share.ofStudy() ? 1 : 0;
        return share;
    }

    /// Returns when others have taken over this share of a worker that has just been killed.
    void mourn(Share share) throws IOException {
        long death = System.nanoTime();
        // It lay idle before as well.
        double frozen = NOTICE.plus(SILENT).toMillis() / 1e3;
        double submissions = 0;
        double study = 0;
        Share left = share;
        for (double elapsed = 0; left.submissions() > 0 || left.ofStudy(); ) {
            submissions = left.submissions() > 0 ? elapsed + frozen : submissions;
            study = left.ofStudy() ? elapsed + frozen : study;
            if (elapsed > LONGEST_SECONDS) {
                break;
            }
            Waiting.pause(Duration.ofMillis(250));
            elapsed = (System.nanoTime() - death) / 1e9;
            // Those alive have been heard of since the death, once it is this long ago.
            long silent = Math.max(SILENT.toMillis(), (long) (elapsed * 1_000) - 500);
            left = Share.idle(ground, silent, share.flights());
        }
        Progress.say("its submissions lay idle for %.1f s, its progress for %.1f s", submissions, study);
        submissionsIdle = Math.max(submissionsIdle, submissions);
        studyIdle = Math.max(studyIdle, study);
    }

    /// A death with nothing in hand proves nothing: of five, three are not such.
    void judge(Verdict verdict) {
        verdict.atLeast("workers killed with submissions in hand", withSubmissions, 3);
        verdict.atLeast("workers killed with progress in hand", withStudy, 3);
        verdict.atMost("share of submissions taken over in s", submissionsIdle, 15);
        verdict.atMost("share of progress taken over in s", studyIdle, 15);
    }

    private Share catchAtWork(Pod worker) throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            worker.freeze();
            Waiting.pause(NOTICE);
            Map<String, String> flights = Backlog.flights(ground.stage().study());
            Waiting.pause(SILENT);
            Share share = Share.idle(ground, SILENT.toMillis(), flights);
            if (share.submissions() > 0 && (share.ofStudy() || attempt >= CHOOSY)) {
                return share;
            }
            worker.thaw();
            Waiting.pause(Duration.ofMillis(70 + 10L * attempt));
        }
        return Share.NONE;
    }
}
