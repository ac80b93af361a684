package cn.chaoxue.platform.problem;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/// A line of the log for what may happen thousands of times a second: at most one a second, with how many it stands
/// for.
final class NowAndThen {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long SECOND_NANOS = 1_000_000_000;

    private final String kind;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - 2 * SECOND_NANOS);
    private final LongAdder unlogged = new LongAdder();

    NowAndThen(String kind) {
        this.kind = kind;
    }

    void log(String what) {
        unlogged.increment();
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last > SECOND_NANOS && lastLogged.compareAndSet(last, now)) {
            LOG.warnf("%s (%d×): %s", kind, unlogged.sumThenReset(), what);
        }
    }
}
