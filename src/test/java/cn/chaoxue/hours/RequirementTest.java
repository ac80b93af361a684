package cn.chaoxue.hours;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.cadre.Cycle;
import cn.chaoxue.hours.Requirement.Post;
import cn.chaoxue.hours.Requirement.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A3.2 and A3.3.
class RequirementTest {

    private static final Cycle CYCLE = new Cycle(2026);

    @ParameterizedTest
    @CsvSource({
        "2020-09-01, 40, 40.0, 12, FULL_YEAR",
        "2026-01-01, 40, 40.0, 12, FULL_YEAR",
        "2026-01-02, 40, 37.0, 11, PRO_RATA",
        "2026-09-01, 40, 13.5, 4, PRO_RATA",
        "2026-09-15, 60, 15.0, 3, PRO_RATA",
        "2026-11-30, 10, 1.0, 1, PRO_RATA",
        "2026-12-02, 40, 0.0, 0, PRO_RATA",
        "2027-03-01, 40, 0.0, 0, NOT_IN_POST"
    })
    void inPostSince_givesHoursByWholeMonths(
            LocalDate since, BigDecimal year, BigDecimal hours, int months, Reason why) {
        Requirement owed = Requirement.of(new Post(CadreClass.SECTION, false, since), year, CYCLE);

        assertThat(owed.hours()).isEqualByComparingTo(hours);
        assertThat(owed.monthsInPost()).isEqualTo(months);
        assertThat(owed.reason()).isEqualTo(why);
    }

    @Test
    void partTime_owesNothingInLeadingOrgansButTheFullFigureAtTheGrassRoots() {
        LocalDate early = LocalDate.of(2020, 1, 1);

        Requirement organ = Requirement.of(new Post(CadreClass.BUREAU, true, early), BigDecimal.valueOf(40), CYCLE);
        Requirement base = Requirement.of(new Post(CadreClass.GRASSROOTS, true, early), BigDecimal.TEN, CYCLE);

        assertThat(organ.reason()).isEqualTo(Reason.PART_TIME);
        assertThat(organ.hours()).isZero();
        assertThat(base.hours()).isEqualByComparingTo("10");
    }

    @Property
    void shareOfAYear_isTheLeastHalfHourNotBelowIt(
            @ForAll @IntRange(min = 1, max = 365) int day, @ForAll @IntRange(min = 1, max = 120) int year) {
        LocalDate since = LocalDate.ofYearDay(2026, day);
        Requirement owed = Requirement.of(new Post(CadreClass.SECTION, false, since), BigDecimal.valueOf(year), CYCLE);

        double exact = year * owed.monthsInPost() / 12.0;
        assertThat(owed.hours().doubleValue()).isBetween(exact - 1e-9, exact + 0.5 - 1e-9);
        assertThat(owed.hours().multiply(BigDecimal.TWO).stripTrailingZeros().scale())
                .isLessThanOrEqualTo(0);
    }

    @Property
    void newAppointees_areThoseWhoOweProRata(@ForAll @IntRange(min = -800, max = 800) int day) {
        LocalDate appointed = CYCLE.firstDay().plusDays(day);

        Requirement owed =
                Requirement.of(new Post(CadreClass.SECTION, false, appointed), BigDecimal.valueOf(60), CYCLE);

        assertThat(owed.reason() == Reason.PRO_RATA).isEqualTo(CYCLE.isNew(appointed));
        boolean whole = owed.hours().compareTo(BigDecimal.valueOf(60)) == 0;
        assertThat(whole).isEqualTo(!CYCLE.isNew(appointed) && !appointed.isAfter(CYCLE.lastDay()));
    }

    @Property
    void comingLater_neverOwesMore(
            @ForAll @IntRange(min = 1, max = 364) int day, @ForAll @IntRange(min = 0, max = 200) int later) {
        assertThat(hours(day + later)).isLessThanOrEqualTo(hours(day));
    }

    private static BigDecimal hours(int day) {
        LocalDate since = LocalDate.ofYearDay(2026, 1).plusDays(day - 1);
        return Requirement.of(new Post(CadreClass.SECTION, false, since), BigDecimal.valueOf(60), CYCLE)
                .hours();
    }
}
