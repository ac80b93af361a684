package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.SyntheticId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a record and a file know of somebody's first day as a cadre.
class FirstAppointmentTest {

    private static final LocalDate EARLY = LocalDate.parse("2015-09-01");
    private static final LocalDate LATE = LocalDate.parse("2026-03-01");

    @Test
    void dayOfThisPost_saysNothingOfItsOwn() {
        assertThat(since(LATE, LATE).appointedOn()).isNull();
        assertThat(since(EARLY, LATE).appointedOn()).isNull();
        assertThat(since(LATE, EARLY).appointedOn()).isEqualTo(EARLY);
    }

    @Test
    void fileThatTellsOfALaterDay_isNoProofAgainstTheEarlierOne() {
        CadreRecord known = since(LATE, EARLY);

        assertThat(since(LATE, null).notAppointedAfter(known).appointedOn()).isEqualTo(EARLY);
        assertThat(since(LATE, LocalDate.parse("2025-01-01"))
                        .notAppointedAfter(known)
                        .appointedOn())
                .isEqualTo(EARLY);
    }

    @Test
    void fileThatCorrectsTheDayOfThePost_isTaken() {
        assertThat(since(LATE, null).notAppointedAfter(since(EARLY, null)).appointedOn())
                .isNull();
    }

    @Test
    void fileThatTellsOfAnEarlierDay_isTaken() {
        CadreRecord known = since(LATE, LocalDate.parse("2020-01-01"));

        assertThat(since(LATE, EARLY).notAppointedAfter(known).appointedOn()).isEqualTo(EARLY);
    }

    private static CadreRecord since(LocalDate inPost, @Nullable LocalDate appointed) {
        return new CadreRecord(
                "林晓",
                ResidentId.parse(SyntheticId.of(7)).orElseThrow(),
                "13800000000",
                null,
                null,
                CadreClass.GRASSROOTS,
                Employment.FULL_TIME,
                "干事",
                inPost,
                null,
                appointed);
    }
}
