package cn.chaoxue.load.crowd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// So many people at once, each doing one errand after the other as fast as the answers come, until there are
/// no more errands or the crowd is sent home.
public final class Crowd<T> implements AutoCloseable {

    private final List<Thread> people = new ArrayList<>();
    private final AtomicBoolean home = new AtomicBoolean();
    private final LongAdder done = new LongAdder();
    private final LongAdder undone = new LongAdder();

    private Crowd() {}

    /// What a person does; true when it could be done.
    @FunctionalInterface
    public interface Errand<T> {
        boolean run(T errand, Client client) throws Exception;
    }

    /// Lets people go. `errands` is asked from many threads and yields null when there are no more.
    public static <T> Crowd<T> of(
            int people, Supplier<@Nullable T> errands, Errand<T> errand, Balancer balancer, Meter meter) {
        Crowd<T> crowd = new Crowd<>();
        for (int i = 0; i < people; i++) {
            crowd.people.add(Thread.ofVirtual().start(() -> crowd.runAll(errands, errand, balancer, meter)));
        }
        return crowd;
    }

    /// Errands done so far.
    public long done() {
        return done.sum();
    }

    /// Errands given up so far.
    public long undone() {
        return undone.sum();
    }

    /// Lets everybody finish the errand they are on, for so long; true when all have gone.
    public boolean sendHome(Duration patience) {
        home.set(true);
        return awaitEnd(patience);
    }

    /// True when there were no more errands within the time and all have gone.
    public boolean awaitEnd(Duration patience) {
        return Leaving.all(people, patience);
    }

    @Override
    public void close() {
        home.set(true);
        people.forEach(Thread::interrupt);
    }

    private void runAll(Supplier<@Nullable T> errands, Errand<T> errand, Balancer balancer, Meter meter) {
        try (Client client = new Client(balancer, meter)) {
            for (T next = next(errands); next != null; next = next(errands)) {
                (tried(errand, next, client) ? done : undone).increment();
            }
        }
    }

    private @Nullable T next(Supplier<@Nullable T> errands) {
        return home.get() || Thread.currentThread().isInterrupted() ? null : errands.get();
    }

    private static <T> boolean tried(Errand<T> errand, T next, Client client) {
        try {
            return errand.run(next, client);
        } catch (Exception e) {
            return false;
        }
    }
}
