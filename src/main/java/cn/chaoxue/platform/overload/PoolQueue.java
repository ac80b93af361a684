package cn.chaoxue.platform.overload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/// Statements that wait for a connection to PostgreSQL, by the pool's own account: counting callers instead went wrong
/// by every call that was given up. For one thread.
final class PoolQueue {

    private final MeterRegistry meters;
    private List<Gauge> pools = List.of();

    PoolQueue(MeterRegistry meters) {
        this.meters = meters;
    }

    /// NaN at a look at which a pool is gone; the next finds its successor.
    double statements() {
        if (pools.isEmpty()) {
            // There is no pool before its first use.
            pools = List.copyOf(meters.find("sql.pool.queue.size").gauges());
        }
        double waiting = pools.stream().mapToDouble(Gauge::value).sum();
        if (Double.isNaN(waiting)) {
            pools = List.of();
        }
        return waiting;
    }
}
