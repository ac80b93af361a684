package cn.chaoxue.identity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;

/// What a piece of work costs the thread that does it, as the mean of the last ones. CPU time where the JVM tells it:
/// elapsed time doubles while a crowd arrives, and says nothing about the minutes after.
final class WorkTime {

    private static final int REMEMBERED = 16;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private volatile long meanNanos;
    private int measured;

    /// Begins with a guess, which the first measurement replaces.
    WorkTime(Duration guess) {
        meanNanos = guess.toNanos();
    }

    <T> T measure(Supplier<T> work) {
        long begin = now();
        T result = work.get();
        add(now() - begin);
        return result;
    }

    long meanNanos() {
        return meanNanos;
    }

    private synchronized void add(long nanos) {
        measured = Math.min(measured + 1, REMEMBERED);
        meanNanos += (nanos - meanNanos) / measured;
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
