package cn.chaoxue.platform.gather;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Brings together what many callers want of one place, such as a shard: who comes while the last departure is less
/// than a rest ago waits for the next, and all for one place go in one call. A call has its price whatever it
/// carries: a script or a statement to start, an fsync to wait for, a timer, a chain of stages; so it is paid once
/// for ten. Alone, nobody waits.
///
/// How long a rest is may change from departure to departure. What waits here is bounded by it: everything leaves at
/// its end, to fail beyond if Redis or PostgreSQL does. A call that fails fails for all it carried.
///
/// @param <K> the place
/// @param <T> what one caller wants there
/// @param <R> what the caller gets
public final class Gathering<K, T, R> {

    /// Keeps one call below a millisecond of Redis.
    private static final int MOST = 64;

    private record Seat<T, R>(T errand, Promise<R> promise) {}

    private final Vertx vertx;
    /// Nobody's in particular: what all go together for belongs to no single request.
    private final ContextInternal own;

    private final Supplier<Duration> rest;
    private final BiFunction<K, List<T>, Uni<List<R>>> call;
    private Map<K, List<Seat<T, R>>> waiting = new HashMap<>();
    private long departedAt = System.nanoTime();

    /// `call` yields an answer for each errand, in order.
    public Gathering(Vertx vertx, Supplier<Duration> rest, BiFunction<K, List<T>, Uni<List<R>>> call) {
        this.vertx = vertx;
        this.own = ((VertxInternal) vertx).createEventLoopContext();
        this.rest = rest;
        this.call = call;
    }

    /// The answer to this errand, on the context that asks.
    public Future<R> join(K place, T errand) {
        Promise<R> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
        if (enter(place, new Seat<>(errand, promise))) {
            scheduleDeparture();
        }
        return promise.future();
    }

    /// How many wait for the next departure.
    public synchronized int waiting() {
        return waiting.values().stream().mapToInt(List::size).sum();
    }

    /// True for the first to wait.
    private synchronized boolean enter(K place, Seat<T, R> seat) {
        boolean first = waiting.isEmpty();
        waiting.computeIfAbsent(place, _ -> new ArrayList<>()).add(seat);
        return first;
    }

    private void scheduleDeparture() {
        long millis = rest.get().minusNanos(System.nanoTime() - departed()).toMillis();
        own.runOnContext(_ -> {
            if (millis > 0) {
                vertx.setTimer(millis, _ -> depart());
            } else {
                depart();
            }
        });
    }

    private void depart() {
        taken().forEach((place, seats) -> {
            for (int from = 0; from < seats.size(); from += MOST) {
                go(place, seats.subList(from, Math.min(seats.size(), from + MOST)));
            }
        });
    }

    private void go(K place, List<Seat<T, R>> seats) {
        Uni.createFrom()
                .deferred(
                        () -> call.apply(place, seats.stream().map(Seat::errand).toList()))
                .subscribe()
                .with(answers -> answer(seats, answers), failure -> seats.forEach(seat -> seat.promise.fail(failure)));
    }

    private void answer(List<Seat<T, R>> seats, List<R> answers) {
        for (int i = 0; i < seats.size(); i++) {
            seats.get(i).promise.complete(answers.get(i));
        }
    }

    private synchronized long departed() {
        return departedAt;
    }

    private synchronized Map<K, List<Seat<T, R>>> taken() {
        Map<K, List<Seat<T, R>>> taken = waiting;
        waiting = new HashMap<>();
        departedAt = System.nanoTime();
        return taken;
    }
}
