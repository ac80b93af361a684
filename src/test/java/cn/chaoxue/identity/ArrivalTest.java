package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private static final Duration WHOLE = Duration.ofMinutes(10);

    @Test
    void someTimeIsGone_theRestIsLeft() {
        assertThat(at(Duration.ofMinutes(4)).left(WHOLE)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void allTimeIsGone_theLastStepStillHasAMoment() {
        assertThat(at(Duration.ofMinutes(11)).left(WHOLE)).isEqualTo(Duration.ofMillis(600));
    }

    /// With PostgreSQL standing still a log-in found its account in the last moment, and then had its least on top:
    /// some took 3.2 s.
    @Test
    void firstStepTakesAllItMay_theLastStillHasItsMomentWithinTheWhole() {
        Duration first = at(Duration.ZERO).toBegin(WHOLE);
        assertThat(first.plus(at(first).left(WHOLE))).isLessThanOrEqualTo(WHOLE);
        assertThat(WHOLE.minus(first)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    private static Arrival at(Duration ago) {
        return new Arrival("192.0.2.1", null, System.nanoTime() - ago.toNanos());
    }
}
