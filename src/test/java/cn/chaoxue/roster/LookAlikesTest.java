package cn.chaoxue.roster;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.cadre.ResidentId;
import cn.chaoxue.fixture.SyntheticId;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LookAlikesTest {

    private static final LocalDate FIRST = LocalDate.of(1985, 1, 1);
    private static final int DAYS = 18 * 365;

    private final LookAlikes alike = new LookAlikes(5);

    /// All numbers begin alike here, and birth dates lie close: there is no honest file with more rows that look alike.
    @Test
    void halfAMillionOfOneRegion_areAllAnswered() {
        Random random = new Random(1);
        long refused = Stream.generate(() -> born(random.nextInt(DAYS), random.nextInt(1000)))
                .limit(500_000)
                .filter(alike::isTooMany)
                .count();
        assertThat(refused).isZero();
    }

    @Test
    void guessesAtOneNumber_areAnsweredFiveTimes() {
        List<ResidentId> guesses = Stream.iterate(0, day -> day + 1)
                .limit(365)
                .map(day -> born(day, 7))
                .collect(Collectors.groupingBy(ResidentId::masked))
                .values()
                .iterator()
                .next();
        assertThat(guesses).hasSizeGreaterThan(20);
        assertThat(guesses.stream().filter(alike::isTooMany)).hasSize(guesses.size() - 5);
    }

    private static ResidentId born(int day, int order) {
        return ResidentId.parse(SyntheticId.born(FIRST.plusDays(day), order)).orElseThrow();
    }
}
