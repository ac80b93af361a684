package cn.chaoxue.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rounding of A2.4: real durations as examples, the rule as laws.
class StudyHoursTest {

    private static final int DAY = 86_400;

    @ParameterizedTest
    @CsvSource({"0:43:54,1.0", "0:55:37,1.0", "0:56:19,1.0", "0:44:51,1.0", "1:22:56,1.5", "0:10:00,0.5"})
    void realDurations_earnTheHoursOfTheNotice(String duration, String hours) {
        assertThat(StudyHours.of(seconds(duration))).isEqualByComparingTo(hours);
    }

    @Example
    void wholeHalfHours_areNotRoundedUp() {
        assertThat(StudyHours.of(1800)).isEqualByComparingTo("0.5");
        assertThat(StudyHours.of(1801)).isEqualByComparingTo("1.0");
    }

    @Property
    void hours_areTheLeastMultipleOfOneHalfNotBelowTheDuration(@ForAll @IntRange(min = 1, max = DAY) int seconds) {
        BigDecimal halves = StudyHours.of(seconds).multiply(BigDecimal.TWO);
        int steps = halves.intValueExact();
        assertThat(steps * 1800).isGreaterThanOrEqualTo(seconds);
        assertThat((steps - 1) * 1800).isLessThan(seconds);
    }

    @Property
    void longerCourses_neverEarnLess(
            @ForAll @IntRange(min = 1, max = DAY) int seconds, @ForAll @IntRange(min = 0, max = DAY) int more) {
        assertThat(StudyHours.of(seconds + more)).isGreaterThanOrEqualTo(StudyHours.of(seconds));
    }

    private static int seconds(String duration) {
        String[] parts = duration.split(":");
        return Integer.parseInt(parts[0]) * 3600 + Integer.parseInt(parts[1]) * 60 + Integer.parseInt(parts[2]);
    }
}
