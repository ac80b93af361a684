package cn.chaoxue.platform.schedule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import java.util.List;

/// A loop seen from outside, while it runs: `chaoxue.loop.*`. That a process has a loop tells its role.
final class LoopMetrics {

    private final Counter failures;
    private final Counter entries;
    private final Gauge age;
    private volatile long succeededAt = System.nanoTime();

    LoopMetrics(String name) {
        String loop = name.replace(' ', '-');
        failures = Counter.builder("chaoxue.loop.failures")
                .description("Steps that failed and will be replayed")
                .tag("loop", loop)
                .register(Metrics.globalRegistry);
        entries = Counter.builder("chaoxue.loop.entries")
                .description("Entries moved")
                .tag("loop", loop)
                .register(Metrics.globalRegistry);
        age = Gauge.builder("chaoxue.loop.success.age", this::secondsSinceSuccess)
                .description("Time since the last step that succeeded, or since the loop began")
                .baseUnit("seconds")
                .tag("loop", loop)
                .register(Metrics.globalRegistry);
    }

    void succeeded(int moved) {
        succeededAt = System.nanoTime();
        entries.increment(moved);
    }

    void failed() {
        failures.increment();
    }

    void remove() {
        List.<Meter>of(failures, entries, age).forEach(Metrics.globalRegistry::remove);
    }

    private double secondsSinceSuccess() {
        return (System.nanoTime() - succeededAt) / 1e9;
    }
}
