package cn.chaoxue.launcher;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Steps that go on beside each other, in lanes: in each lane one after the other. The first that fails is named with
/// what it said, and ends them all.
final class Lanes {

    /// What runs, by the name a person knows it by.
    record Step(String name, Tool tool) {}

    private static final Duration PACE = Duration.ofSeconds(30);

    private final Set<Process> running = new HashSet<>();
    private boolean over;

    private Lanes() {}

    /// Runs them to their ends; true when every step succeeded.
    @SafeVarargs
    static boolean run(List<Step>... lanes) {
        Lanes all = new Lanes();
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.length)) {
            List<Future<?>> ends = Stream.of(lanes)
                    .<Future<?>>map(lane -> threads.submit(() -> all.follow(lane)))
                    .toList();
            for (Future<?> end : ends) {
                end.get();
            }
            return !all.isOver();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void follow(List<Step> lane) {
        boolean done = false;
        try {
            done = lane.stream().allMatch(this::succeeds);
        } finally {
            if (!done) {
                end();
            }
        }
    }

    private boolean succeeds(Step step) {
        if (isOver()) {
            return false;
        }
        Progress.say("%s", step.name());
        Excerpt excerpt = new Excerpt();
        try (Ticker _ = Ticker.during(step.name(), PACE)) {
            boolean passed = step.tool().run(excerpt::show, this::began);
            if (!passed) {
                tell(step, excerpt);
            }
            return passed;
        }
    }

    private synchronized void tell(Step step, Excerpt excerpt) {
        if (over) {
            Progress.say("ended before it was done: %s", step.name());
            return;
        }
        over = true;
        excerpt.showEnd();
        Progress.say("FAILED: %s; the whole log is %s", step.name(), step.tool().log());
    }

    private synchronized void began(Process process) {
        running.add(process);
        if (over) {
            process.destroy();
        }
    }

    private synchronized void end() {
        over = true;
        running.forEach(Process::destroy);
    }

    private synchronized boolean isOver() {
        return over;
    }
}
