package cn.chaoxue.platform.clock;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;

/// PostgreSQL's time, carried on by this process's monotonic clock. Every decision that hangs on the time of day asks
/// here: a process whose own clock is wrong, or jumps, decides like all others. Costs what reading a clock costs.
@Singleton
public class SharedClock implements InstantSource {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /// Nanoseconds of the epoch when the monotonic clock reads zero. Until PostgreSQL is asked, this process's own
    /// idea.
    private volatile long epochAtZero = System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(epochAtZero + System.nanoTime());
    }

    @Override
    public long millis() {
        return (epochAtZero + System.nanoTime()) / NANOS_PER_MILLI;
    }

    /// Takes a reading of PostgreSQL's clock made some time between two readings of the monotonic one. It corrects only
    /// what it proves wrong, so a slow answer never makes a good clock worse.
    void accept(Instant read, long askedNanos, long answeredNanos) {
        long then = Math.addExact(Math.multiplyExact(read.getEpochSecond(), 1_000_000_000), read.getNano());
        long least = then - answeredNanos;
        long most = then - askedNanos;
        long held = epochAtZero;
        if (held < least || held > most) {
            epochAtZero = least + (most - least) / 2;
        }
    }

    /// How far this process's own clock is ahead, in seconds.
    double processAheadSeconds() {
        return (System.currentTimeMillis() - millis()) / 1000.0;
    }
}
