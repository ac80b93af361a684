package cn.chaoxue.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    private static final Ladder.Pace PACE = new Ladder.Pace(Duration.ofMillis(500), Duration.ofSeconds(1), 0.5, 5);
    private static final int ALL = Traffic.values().length;

    private final Ladder ladder = new Ladder(Traffic.EXAM_SUBMISSION, PACE);
    private Duration clock = Duration.ofHours(1);

    @Test
    void pressureThatStays_refusesOneClassAfterTheOtherButNoSubmission() {
        List<Integer> steps = new ArrayList<>();
        for (int look = 0; look < 100; look++) {
            int now = look(2);
            if (steps.isEmpty() || steps.getLast() != now) {
                steps.add(now);
            }
        }

        assertThat(steps).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void pressureBeyondTheLastResort_refusesSubmissionsLast() {
        assertThat(looks(100, 6)).isEqualTo(ALL);
    }

    @Test
    void singlePause_refusesNobody() {
        assertThat(look(2.5)).isZero();
        assertThat(looks(10, 0.1)).isZero();
    }

    @Test
    void measurementThatFails_isNoPressureAndIsForgotten() {
        OverloadWatch.Cause broken = new OverloadWatch.Cause(
                "broken",
                () -> {
                    throw new IllegalStateException("for a test");
                },
                ladder);
        looks(100, 2);
        for (int look = 0; look < 200; look++) {
            look(broken.measured());
        }
        assertThat(look(0)).isZero();
        assertThat(looks(100, 2)).as("it is seen again").isPositive();
    }

    @Test
    void pressureBetweenCalmAndLimit_changesNothing() {
        looks(10, 1.5);
        int refused = looks(1, 1.5);
        assertThat(refused).isPositive();

        // The first looks still carry what was before.
        looks(5, 0.7);
        int held = looks(1, 0.7);

        assertThat(looks(200, 0.7)).isEqualTo(held);
    }

    @Test
    void pressureGone_letsEverythingInAgainWithinTenSecondsTheMostPreciousFirst() {
        looks(200, 50);
        int left = ALL;
        int looks = 0;
        while (left > 0) {
            int now = look(0);
            assertThat(left - now).as("one at a time").isBetween(0, 1);
            left = now;
            looks++;
        }

        assertThat(Duration.ofMillis(100L * looks)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void causeOfOneKindOfTraffic_refusesNothingElse() {
        Ladder heartbeatsOnly = new Ladder(Traffic.HEARTBEATS, PACE);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            clock = clock.plusMillis(100);
            refused = heartbeatsOnly.observe(100, clock.toNanos());
        }

        assertThat(refused).isEqualTo(1);
    }

    private int looks(int times, double pressure) {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            refused = look(pressure);
        }
        return refused;
    }

    private int look(double pressure) {
        clock = clock.plusMillis(100);
        return ladder.observe(pressure, clock.toNanos());
    }
}
