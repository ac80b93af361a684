package cn.chaoxue.load.crowd;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands out errands, each once, at most so many a second over the whole crowd.
public final class Pace<T> implements Supplier<@Nullable T> {

    private final Queue<T> errands;
    private final long nanosBetween;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    private Pace(Iterable<T> errands, long nanosBetween) {
        this.errands = new ConcurrentLinkedQueue<>();
        errands.forEach(this.errands::add);
        this.nanosBetween = nanosBetween;
    }

    /// As fast as they are asked for.
    public static <T> Pace<T> asFastAsPossible(Iterable<T> errands) {
        return new Pace<>(errands, 0);
    }

    /// Evenly, `perSecond` of them; what a standstill held up is not made up for.
    public static <T> Pace<T> of(int perSecond, Iterable<T> errands) {
        return new Pace<>(errands, 1_000_000_000L / perSecond);
    }

    @Override
    public @Nullable T get() {
        if (nanosBetween > 0) {
            long now = System.nanoTime();
            long turn = next.getAndUpdate(last -> Math.max(last, now) + nanosBetween);
            long wait = turn - now;
            if (wait > 0) {
                Client.slept(Duration.ofNanos(wait));
            }
        }
        return errands.poll();
    }

    /// Errands not handed out yet.
    public int left() {
        return errands.size();
    }
}
