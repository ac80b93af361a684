package cn.chaoxue.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SharedClockTest {

    private final SharedClock clock = new SharedClock();

    @Test
    void readingFarFromThisProcess_prevails() {
        Instant other = Instant.now().plus(Duration.ofHours(1));
        long now = System.nanoTime();

        clock.accept(other, now, now + 2_000_000);

        Instant told = clock.instant();
        assertThat(told).isBetween(other.minusMillis(500), other.plusMillis(500).plusNanos(System.nanoTime() - now));
        assertThat(clock.processAheadSeconds()).isCloseTo(-3600, within(1.0));
        assertThat(Instant.ofEpochMilli(clock.millis()))
                .isBetween(told.truncatedTo(ChronoUnit.MILLIS), clock.instant());
    }

    @Test
    void slowReadingThatProvesNothing_changesNothing() {
        Instant truth = Instant.now().plus(Duration.ofHours(1));
        long now = System.nanoTime();
        clock.accept(truth, now, now + 1_000_000);
        long asked = System.nanoTime();
        Instant before = clock.instant();

        // Asked two seconds before it was answered: read at either end, it fits what is known.
        long later = System.nanoTime();
        clock.accept(clock.instant().minusMillis(900), later - 1_000_000_000, later + 1_000_000_000);

        assertThat(clock.instant())
                .isBetween(before.minusMillis(300), before.plusMillis(300).plusNanos(System.nanoTime() - asked));
    }

    @Test
    void time_neverGoesBackBetweenReadings() {
        Instant last = clock.instant();
        for (int i = 0; i < 10_000; i++) {
            Instant next = clock.instant();
            assertThat(next).isAfterOrEqualTo(last);
            last = next;
        }
    }
}
