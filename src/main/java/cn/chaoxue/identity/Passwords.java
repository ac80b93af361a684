package cn.chaoxue.identity;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.problem.Unavailable;
import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Argon2id (19 MiB, 2 passes, 1 lane) in a bounded pool off the event loop. A full queue fails at once as
/// [Unavailable] with the time the queue needs. Results arrive on the caller's event loop.
@Startup
@Singleton
public class Passwords {

    private static final int PASSES = 2;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int LANES = 1;

    private final Argon2 argon2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);
    private final ThreadPoolExecutor pool;
    private final String dummy;
    private final Timer hashing;
    private final WorkTime workTime = new WorkTime(Duration.ofMillis(30));

    Passwords(IdentityConfig config, MeterRegistry meters) {
        IdentityConfig.Hashing bounds = config.hashing();
        this.pool = new ThreadPoolExecutor(
                bounds.threads(),
                bounds.threads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(bounds.maxWaiting()),
                Thread.ofPlatform().daemon().name("password-", 0).factory());
        this.dummy = argon2.hash(PASSES, MEMORY_KIB, LANES, "nobody's password".toCharArray());
        FeatureMeters feature = new FeatureMeters(meters, "identity");
        feature.level("passwords.waiting", "Passwords waiting for a hashing thread", pool.getQueue()::size);
        feature.level("passwords.limit", "Bound of passwords waiting for a hashing thread", bounds::maxWaiting);
        hashing = feature.times("password.duration", "One password hashed, without the wait");
    }

    /// A hash to store.
    public Uni<String> hash(String password) {
        return compute(() -> argon2.hash(PASSES, MEMORY_KIB, LANES, password.toCharArray()));
    }

    Uni<Boolean> verify(String hash, String password) {
        return compute(() -> argon2.verify(hash, password.toCharArray()));
    }

    /// Costs the same as [#verify] and is always false: what an unknown name gets.
    Uni<Boolean> verifyNothing(String password) {
        return verify(dummy, password).map(_ -> false);
    }

    /// Whether a stored hash was made with other parameters than today's.
    boolean outdated(String hash) {
        return argon2.needsRehash(hash, PASSES, MEMORY_KIB, LANES);
    }

    /// How many this process gets through when its hashing threads have the machine: what else runs for a moment, such
    /// as the arrival of the very crowd that is to be let in, does not count.
    double perSecond() {
        return pool.getCorePoolSize() * 1e9 / workTime.meanNanos();
    }

    /// How many this process hashes at a time.
    int threads() {
        return pool.getCorePoolSize();
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }

    private <T> Uni<T> compute(Supplier<T> work) {
        Context context = Vertx.currentContext();
        Uni<T> result = Uni.createFrom().item(() -> timed(work)).runSubscriptionOn(pool);
        return (context == null ? result : result.emitOn(task -> context.runOnContext(_ -> task.run())))
                .onFailure(RejectedExecutionException.class)
                .transform(_ -> new Unavailable("password pool full", queueTime()));
    }

    private <T> T timed(Supplier<T> work) {
        long begin = System.nanoTime();
        T result = workTime.measure(work);
        hashing.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        return result;
    }

    private Duration queueTime() {
        long ahead = pool.getQueue().size() + 1L;
        return Duration.ofNanos(ahead * workTime.meanNanos() / pool.getCorePoolSize())
                .plusSeconds(1);
    }
}
