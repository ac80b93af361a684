package cn.chaoxue.live;

import cn.chaoxue.live.TallyReconciliation.Drift;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// What the last comparison of each running campaign found. One that cannot be compared keeps what is known of it, and
/// its age grows: a failed look proves nothing.
final class KnownDrift {

    private record Known(Drift drift, long atNanos) {}

    private final LongSupplier nanos;
    private final Map<Long, Known> campaigns = new ConcurrentHashMap<>();
    private volatile long listedAt;

    KnownDrift(LongSupplier nanos) {
        this.nanos = nanos;
        this.listedAt = nanos.getAsLong();
    }

    /// These run now. What is known of others is forgotten; the age of a new one begins.
    void running(Collection<Long> now) {
        listedAt = nanos.getAsLong();
        campaigns.keySet().retainAll(now);
        now.forEach(campaign -> campaigns.putIfAbsent(campaign, new Known(Drift.NONE, listedAt)));
    }

    void compared(long campaign, Drift found) {
        campaigns.put(campaign, new Known(found, nanos.getAsLong()));
    }

    /// Of all campaigns together.
    Drift total() {
        return campaigns.values().stream().map(Known::drift).reduce(Drift.NONE, Drift::plus);
    }

    /// How long ago the campaign least lately compared was compared, or first seen.
    double ageSeconds() {
        long now = nanos.getAsLong();
        long oldest = campaigns.values().stream()
                .mapToLong(known -> now - known.atNanos())
                .max()
                .orElse(0);
        return Math.max(oldest, now - listedAt) / 1e9;
    }
}
