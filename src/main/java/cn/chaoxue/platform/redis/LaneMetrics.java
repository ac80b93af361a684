package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// A role's way to Redis seen from outside: `chaoxue.redis.*`, by role.
final class LaneMetrics {

    private final DistributionSummary batchSize;
    private final Counter connects;
    private final Counter losses;
    private final Counter lostCommands;
    private final Counter full;

    LaneMetrics(MeterRegistry registry, String role, AtomicInteger pending, RedisConfig config) {
        FeatureMeters meters = new FeatureMeters(registry, "redis");
        String[] tags = {"role", role};
        batchSize = meters.sizes("batch.commands", "Commands that left in one write", tags);
        connects = meters.counter("connects", "Connections tried", tags);
        losses = meters.counter("connections.lost", "Connections given up, or not won", tags);
        lostCommands = meters.counter("commands.lost", "Waiting commands that failed with their connection", tags);
        full = meters.counter("commands.refused", "Commands refused because too many waited", tags);
        meters.level("commands.pending", "Commands waiting or under way", pending::get, tags);
        meters.level("commands.limit", "Bound of commands waiting or under way", config::maxPending, tags);
    }

    void sent(int commands) {
        batchSize.record(commands);
    }

    void connecting() {
        connects.increment();
    }

    /// A connection or an attempt was given up, and this many waiting commands with it.
    void lost(int commands) {
        losses.increment();
        lostCommands.increment(commands);
    }

    void full() {
        full.increment();
    }
}
