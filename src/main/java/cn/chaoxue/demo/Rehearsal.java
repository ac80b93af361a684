package cn.chaoxue.demo;

import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/// One run: learners arrive over a while, wait at the door while the bounded number of log-ins is under way, study,
/// and leave; at the end of the time all leave. Runs on one event loop.
final class Rehearsal {

    /// Whoever comes last still has time for a film of half a minute, a test, and another try.
    private static final Duration TIME_FOR_THE_LAST = Duration.ofSeconds(100);

    private final Vertx vertx;
    private final List<RehearsalLearner> learners;
    private final RehearsalCounts counts;
    private final int loginsAtOnce;
    private final RateMeter heartbeatRate;
    private final Instant startedAt = Instant.now();
    private final Queue<RehearsalLearner> atTheDoor = new ArrayDeque<>();
    private int loggingIn;
    private volatile Instant finishedAt = Instant.MAX;

    Rehearsal(Vertx vertx, List<RehearsalLearner> learners, RehearsalCounts counts, int loginsAtOnce) {
        this.vertx = vertx;
        this.learners = learners;
        this.counts = counts;
        this.loginsAtOnce = loginsAtOnce;
        this.heartbeatRate = new RateMeter(counts.heartbeats::sum);
    }

    /// Begins; on the event loop everything then runs on.
    void begin(Duration length, SplittableRandom random) {
        long arrival =
                Math.max(length.toMillis() / 4, length.minus(TIME_FOR_THE_LAST).toMillis());
        learners.forEach(l -> after(Duration.ofMillis(random.nextLong(arrival)), () -> arrive(l)));
        after(length, this::end);
    }

    /// Everybody leaves now; later calls change nothing.
    void end() {
        if (!running()) {
            return;
        }
        finishedAt = Instant.now();
        learners.forEach(l -> l.leave().subscribe().with(_ -> {}, _ -> {}));
    }

    /// The server stops: no further step, no good-byes.
    void abandon() {
        if (running()) {
            finishedAt = Instant.now();
        }
    }

    boolean running() {
        return finishedAt == Instant.MAX;
    }

    /// Once a second: notes where the counts stand.
    void tick() {
        heartbeatRate.note();
    }

    RehearsalView view() {
        boolean running = running();
        Duration elapsed = Duration.between(startedAt, running ? Instant.now() : finishedAt);
        double wholeRun = counts.heartbeats.sum() * 1000.0 / Math.max(1, elapsed.toMillis());
        double rate = running ? heartbeatRate.perSecond() : wholeRun;
        return new RehearsalView(
                running ? RehearsalView.State.RUNNING : RehearsalView.State.FINISHED,
                learners.size(),
                counts.active.get(),
                startedAt,
                elapsed.toSeconds(),
                counts.logins.sum(),
                counts.heartbeats.sum(),
                Math.round(rate * 10) / 10.0,
                counts.submissions.sum(),
                counts.completions.sum(),
                counts.errors.sum());
    }

    private void arrive(RehearsalLearner learner) {
        atTheDoor.add(learner);
        admit();
    }

    private void admit() {
        while (loggingIn < loginsAtOnce && !atTheDoor.isEmpty()) {
            loggingIn++;
            RehearsalLearner learner = atTheDoor.remove();
            learner.logIn().subscribe().with(next -> admitted(learner, next), failure -> refused(learner, failure));
        }
    }

    private void admitted(RehearsalLearner learner, Scene.Next next) {
        loggingIn--;
        if (running()) {
            follow(learner, next);
            admit();
        } else {
            learner.leave().subscribe().with(_ -> {}, _ -> {});
        }
    }

    private void refused(RehearsalLearner learner, Throwable failure) {
        loggingIn--;
        Scene.Next next = learner.after(learner::logIn, failure);
        if (next.scene() != Scene.GONE) {
            after(next.pause(), () -> arrive(learner));
        }
        admit();
    }

    private void follow(RehearsalLearner learner, Scene.Next next) {
        if (next.scene() != Scene.GONE) {
            after(next.pause(), () -> play(learner, next.scene()));
        }
    }

    private void play(RehearsalLearner learner, Scene scene) {
        scene.play()
                .subscribe()
                .with(next -> follow(learner, next), failure -> follow(learner, learner.after(scene, failure)));
    }

    private void after(Duration pause, Runnable step) {
        vertx.setTimer(Math.max(1, pause.toMillis()), _ -> {
            if (running()) {
                step.run();
            }
        });
    }
}
