package cn.chaoxue.platform.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// A role's way to Redis seen from outside: `chaoxue.redis.*`, by role.
final class LaneMetrics {

    private final DistributionSummary batchSize;
    private final Counter connects;
    private final Counter losses;
    private final Counter full;

    LaneMetrics(MeterRegistry registry, String role, AtomicInteger pending) {
        batchSize = registry.summary("chaoxue.redis.batch.commands", "role", role);
        connects = registry.counter("chaoxue.redis.connects", "role", role);
        losses = registry.counter("chaoxue.redis.losses", "role", role);
        full = registry.counter("chaoxue.redis.queue.full", "role", role);
        registry.gauge("chaoxue.redis.pending", io.micrometer.core.instrument.Tags.of("role", role), pending);
    }

    void sent(int commands) {
        batchSize.record(commands);
    }

    void connecting() {
        connects.increment();
    }

    /// A connection or an attempt was given up, and this many waiting commands with it.
    void lost(int commands) {
        losses.increment(Math.max(1, commands));
    }

    void full() {
        full.increment();
    }
}
