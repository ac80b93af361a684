package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/// What can be seen of the boards from outside.
@Startup
@ApplicationScoped
class BoardMetrics {

    private static final Duration MESSAGE_OVERDUE = Duration.ofSeconds(2);

    private final FeatureMeters meters;
    private final SharedClock clock;
    private final AtomicInteger watchers = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private final Counter conflated;
    private final Counter healed;
    private final Counter refused;
    private final Counter cutOff;
    private final Timer lag;

    BoardMetrics(MeterRegistry registry, LiveConfig config, SharedClock clock) {
        this.clock = clock;
        this.meters = new FeatureMeters(registry, "live");
        meters.level("watchers", "Open boards (event streams)", watchers::get);
        meters.level("watchers.limit", "Bound of open boards", config::maxWatchers);
        meters.level("watchers.stalled", "Open boards whose reader takes nothing", stalled::get);
        meters.level("watched.units.limit", "Bound of units watched", config::maxWatchedUnits);
        meters.level("reads.limit", "Bound of boards waiting to be read", config::maxWaitingReads);
        this.conflated = meters.counter("conflated", "Values a slow reader was spared, a newer one being there");
        this.healed = meters.counter("reread.healed", "Counts found newer by reading again: a message was lost");
        this.refused = meters.counter("watchers.refused", "Boards refused because too many are open");
        this.cutOff = meters.counter("watchers.cut.off", "Readers cut off because they took nothing for long");
        this.lag = Timer.builder("chaoxue.live.lag")
                .description("From the change of a count to its way out to a watcher")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void watch(BoardHub hub, BoardLoader loader) {
        meters.level("watched.units", "Units in memory because an open board shows them", hub::watchedUnits);
        meters.level("reads.waiting", "Boards waiting to be read from PostgreSQL", loader::waiting);
    }

    void offered(Board.Offer outcome) {
        if (outcome == Board.Offer.CONFLATED) {
            conflated.increment();
        }
    }

    /// Newer counts found by reading again. Those fresh enough to be on their way as a message are not drift.
    void healed(Collection<UnitTally> newer) {
        Instant overdue = clock.instant().minus(MESSAGE_OVERDUE);
        healed.increment(newer.stream()
                .filter(tally -> tally.changedAt().isBefore(overdue))
                .count());
    }

    /// Room for one watcher more, or none.
    boolean admit(int maxWatchers) {
        if (watchers.incrementAndGet() <= maxWatchers) {
            return true;
        }
        watchers.decrementAndGet();
        refused.increment();
        return false;
    }

    void left() {
        watchers.decrementAndGet();
    }

    void stalled(int change) {
        stalled.addAndGet(change);
    }

    void cutOff() {
        cutOff.increment();
    }

    void sent(Instant changedAt) {
        lag.record(Duration.between(changedAt, clock.instant()));
    }
}
