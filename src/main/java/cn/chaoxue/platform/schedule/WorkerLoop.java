package cn.chaoxue.platform.schedule;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Repeats one step at its own pace, one at a time: again at once while it finds work, after `pause` when it finds
/// none (a growing one, if [#idlingUpTo] lets it), after a doubling pause (at most 64 × `pause`, capped at 10 s) while
/// it fails. Never ends by itself, and no step holds it up for good: one that outlasts its bound is cancelled and
/// counts as failed. What it had begun may yet take effect, as after a crash.
public final class WorkerLoop {

    private static final Logger LOG = Logger.getLogger(WorkerLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 6;

    private static volatile Duration longestStep = Duration.ofMinutes(2);

    private final String name;
    private final Duration pause;
    private final Supplier<Uni<Integer>> step;
    private volatile boolean running;
    private @Nullable Cancellable waiting;
    private int failures;
    private int idle;
    private Duration longestRest;
    private int enough = 1;
    private @Nullable Duration longest;
    private @Nullable LoopMetrics metrics;

    /// `step` yields how many entries it moved; zero means there was nothing to do.
    public WorkerLoop(String name, Duration pause, Supplier<Uni<Integer>> step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.longestRest = pause;
    }

    /// Rests after every step that moved fewer than this many, so that the next moves more at once: a transaction for
    /// one costs as much as one for a hundred.
    public WorkerLoop gathering(int enough) {
        this.enough = Math.max(1, enough);
        return this;
    }

    /// Lets the pause double with each step that finds nothing, up to this: to ask every shard ten times a second for
    /// nothing takes 2 % of two cores from those who log in. What comes first may wait that long; work brings the
    /// pause back.
    public WorkerLoop idlingUpTo(Duration longest) {
        this.longestRest = longest.compareTo(pause) > 0 ? longest : pause;
        return this;
    }

    /// Bounds a step of this loop otherwise than `chaoxue.loop.longest-step` does.
    public WorkerLoop within(Duration bound) {
        this.longest = bound;
        return this;
    }

    static void boundSteps(Duration bound) {
        longestStep = bound;
    }

    /// Begins; the first step runs after one pause.
    public synchronized WorkerLoop start() {
        running = true;
        metrics = new LoopMetrics(name);
        again(pause);
        return this;
    }

    /// Takes no further step. One under way may finish; being cut off there is what replay is for.
    public synchronized void stop() {
        running = false;
        if (waiting != null) {
            waiting.cancel();
        }
        if (metrics != null) {
            metrics.remove();
        }
    }

    private void take() {
        Duration bound = longest == null ? longestStep : longest;
        Uni.createFrom()
                .deferred(step::get)
                .ifNoItem()
                .after(bound)
                .failWith(() -> new TimeoutException("no end after " + bound))
                .subscribe()
                .with(this::succeeded, this::failed);
    }

    private void succeeded(int moved) {
        failures = 0;
        idle = moved > 0 ? 0 : Math.min(idle + 1, MAX_DOUBLINGS);
        tell(seen -> seen.succeeded(moved));
        again(moved >= enough ? Duration.ZERO : doubled(idle, longestRest));
    }

    private void failed(Throwable failure) {
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        tell(LoopMetrics::failed);
        LOG.warnf("%s: step failed, will be replayed: %s", name, failure);
        again(doubled(failures, LONGEST_PAUSE));
    }

    private Duration doubled(int times, Duration most) {
        Duration longer = pause.multipliedBy(1L << times);
        return longer.compareTo(most) < 0 ? longer : most;
    }

    private void tell(Consumer<LoopMetrics> what) {
        LoopMetrics seen = metrics;
        if (seen != null) {
            what.accept(seen);
        }
    }

    private synchronized void again(Duration delay) {
        if (!running) {
            return;
        }
        Uni<Void> turn = Uni.createFrom().voidItem();
        // Zero still yields to the event loop, so a busy step never starves the requests beside it.
        waiting = turn.onItem()
                .delayIt()
                .by(delay.isZero() ? Duration.ofMillis(1) : delay)
                .subscribe()
                .with(_ -> take(), failure -> LOG.errorf(failure, "%s: timer failed", name));
    }
}
