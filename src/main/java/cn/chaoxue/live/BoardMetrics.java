package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/// What can be seen of the boards from outside.
@ApplicationScoped
class BoardMetrics {

    private static final Duration MESSAGE_OVERDUE = Duration.ofSeconds(2);

    private final MeterRegistry registry;
    private final AtomicInteger watchers;
    private final AtomicInteger stalled;
    private final Counter conflated;
    private final Counter healed;
    private final Counter refused;
    private final Counter cutOff;
    private final Timer lag;

    BoardMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.watchers = registry.gauge("chaoxue.live.watchers", new AtomicInteger());
        this.stalled = registry.gauge("chaoxue.live.watchers.stalled", new AtomicInteger());
        this.conflated = registry.counter("chaoxue.live.conflated");
        this.healed = registry.counter("chaoxue.live.reread.healed");
        this.refused = registry.counter("chaoxue.live.watchers.refused");
        this.cutOff = registry.counter("chaoxue.live.watchers.cut.off");
        this.lag = Timer.builder("chaoxue.live.lag")
                .description("From the change of a count to its way out to a watcher")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void watch(BoardHub hub, BoardLoader loader) {
        registry.gauge("chaoxue.live.watched.units", hub, BoardHub::watchedUnits);
        registry.gauge("chaoxue.live.reads.waiting", loader, BoardLoader::waiting);
    }

    void offered(Board.Offer outcome) {
        if (outcome == Board.Offer.CONFLATED) {
            conflated.increment();
        }
    }

    /// Newer counts found by reading again. Those fresh enough to be on their way as a message are not drift.
    void healed(Collection<UnitTally> newer) {
        Instant overdue = Instant.now().minus(MESSAGE_OVERDUE);
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
        lag.record(Duration.between(changedAt, Instant.now()));
    }
}
