package cn.chaoxue.platform.cache;

import java.time.Duration;

/// An answer, and how long it may be given: without asking, and where asking fails. Instants of the JVM's own clock.
record Answer<V>(V value, long freshUntil, long usableUntil) {

    static <V> Answer<V> of(V value, Duration lifetime, Duration beyond) {
        long now = System.nanoTime();
        return new Answer<>(
                value, now + lifetime.toNanos(), now + lifetime.plus(beyond).toNanos());
    }

    /// The same answer once more, since none could be had: nobody asks again for a `pause`.
    Answer<V> again(Duration pause) {
        return new Answer<>(value, System.nanoTime() + pause.toNanos(), usableUntil);
    }

    boolean fresh() {
        return System.nanoTime() - freshUntil < 0;
    }

    Duration usable() {
        return Duration.ofNanos(Math.max(0, usableUntil - System.nanoTime()));
    }
}
