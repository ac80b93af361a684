package cn.chaoxue.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {

    private static final Duration PAUSE = Duration.ofMillis(40);

    private @Nullable WorkerLoop loop;

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    @Test
    void stepThatFindsWork_runsAgainWithoutPause() {
        AtomicInteger steps = new AtomicInteger();
        loop = new WorkerLoop(
                "busy", Duration.ofMillis(300), () -> Uni.createFrom().item(steps::incrementAndGet));
        loop.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> steps.get() > 50);
    }

    @Test
    void stepThatFindsNothing_restsLongerUpToItsBoundUntilWorkComes() {
        List<Instant> tries = new CopyOnWriteArrayList<>();
        loop = new WorkerLoop("idle", PAUSE, () -> {
                    tries.add(Instant.now());
                    return Uni.createFrom().item(tries.size() == 6 ? 1 : 0);
                })
                .gathering(2)
                .idlingUpTo(PAUSE.multipliedBy(8));
        loop.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> tries.size() >= 7);
        assertThat(Duration.between(tries.get(4), tries.get(5))).isGreaterThanOrEqualTo(PAUSE.multipliedBy(7));
        assertThat(Duration.between(tries.get(5), tries.get(6))).isLessThan(PAUSE.multipliedBy(7));
    }

    @Test
    void failingStep_isRepeatedWithGrowingPauses() {
        List<Instant> tries = new CopyOnWriteArrayList<>();
        loop = new WorkerLoop("failing", PAUSE, () -> {
            tries.add(Instant.now());
            throw new IllegalStateException("boom");
        });
        loop.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> tries.size() >= 4);
        assertThat(Duration.between(tries.get(2), tries.get(3))).isGreaterThan(PAUSE.multipliedBy(4));
    }

    @Test
    void stepWithoutAnEnd_countsAsFailedAndTheLoopGoesOn() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        AtomicInteger steps = new AtomicInteger();
        loop = new WorkerLoop("told outside", PAUSE, () -> {
                    steps.incrementAndGet();
                    return Uni.createFrom().nothing();
                })
                .within(Duration.ofMillis(50));
        loop.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> steps.get() >= 3);
        assertThat(value(registry, "chaoxue.loop.failures")).isGreaterThanOrEqualTo(2);
        Metrics.removeRegistry(registry);
    }

    @Test
    void slowStep_neverRunsTwiceAtOnce() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        loop = new WorkerLoop(
                "slow",
                Duration.ofMillis(1),
                () -> Uni.createFrom()
                        .item(inside::incrementAndGet)
                        .invoke(now -> most.accumulateAndGet(now, Math::max))
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(30))
                        .invoke(inside::decrementAndGet)
                        .invoke(done::incrementAndGet)
                        .replaceWith(1));
        loop.start();
        await().until(() -> done.get() >= 5);
        assertThat(most).hasValue(1);
    }

    @Test
    void stoppedLoop_takesNoFurtherStep() {
        AtomicInteger steps = new AtomicInteger();
        loop = new WorkerLoop(
                "stopping", Duration.ofMillis(5), () -> Uni.createFrom().item(steps::incrementAndGet));
        loop.start();
        await().until(() -> steps.get() > 3);
        loop.stop();
        await().during(Duration.ofMillis(150)).atMost(Duration.ofSeconds(10)).until(stays(steps));
    }

    @Test
    void failingLoop_isSeenFromOutsideWhileItRuns() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        loop = new WorkerLoop("told outside", PAUSE, () -> Uni.createFrom().failure(new IllegalStateException("boom")));
        loop.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> value(registry, "chaoxue.loop.failures") >= 2);
        assertThat(value(registry, "chaoxue.loop.success.age")).isPositive();
        loop.stop();
        assertThat(registry.find("chaoxue.loop.success.age").gauges()).isEmpty();
        Metrics.removeRegistry(registry);
    }

    private static double value(MeterRegistry registry, String name) {
        return registry.get(name)
                .tag("loop", "told-outside")
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    private static java.util.concurrent.Callable<Boolean> stays(AtomicInteger steps) {
        // One step may have been under way when the loop was stopped.
        int most = steps.get() + 1;
        return () -> steps.get() <= most;
    }
}
