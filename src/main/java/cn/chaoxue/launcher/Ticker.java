package cn.chaoxue.launcher;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Says now and then that a slow step still goes on.
final class Ticker implements AutoCloseable {

    private final Duration pace;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ticker").factory());
    private String step;
    private String counted = "";
    private int count;
    private long stepBegan = System.nanoTime();

    private Ticker(String step, Duration pace) {
        this.step = step;
        this.pace = pace;
    }

    /// Begins with a step that has been announced already.
    static Ticker during(String step, Duration pace) {
        Ticker ticker = new Ticker(step, pace);
        var unused =
                ticker.clock.scheduleAtFixedRate(ticker::tick, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    /// A new step has begun; it is announced at once.
    synchronized void step(String name) {
        if (!name.equals(step)) {
            step = name;
            stepBegan = System.nanoTime();
            Progress.say("%s", name);
        }
    }

    /// One more of what is being counted.
    synchronized void count(String what) {
        counted = what;
        count++;
    }

    private synchronized void tick() {
        Duration sinceBegan = Duration.ofNanos(System.nanoTime() - stepBegan);
        if (sinceBegan.compareTo(pace) < 0) {
            return;
        }
        String soFar = count == 0 ? "" : ", " + count + " " + counted;
        Progress.say("  … still %s (%d s%s)", step, sinceBegan.toSeconds(), soFar);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
