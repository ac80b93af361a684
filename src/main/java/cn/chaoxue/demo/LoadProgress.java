package cn.chaoxue.demo;

import java.time.Duration;
import org.jboss.logging.Logger;

/// Says on the log how far the loading of people is: at most every two seconds, and at the end.
final class LoadProgress {

    private static final Logger LOG = Logger.getLogger("demo");
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final int from;
    private final int to;
    private final long startedAt = System.nanoTime();
    private long saidAt = startedAt;

    LoadProgress(int from, int to) {
        this.from = from;
        this.to = to;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    void reached(int count) {
        long now = System.nanoTime();
        if (count < to && now - saidAt < PAUSE_NANOS) {
            return;
        }
        saidAt = now;
        long perSecond = Math.round((count - from) * 1e9 / Math.max(1, now - startedAt));
        LOG.infof("demo: %d/%d people, %,d/s", count, to, perSecond);
    }
}
