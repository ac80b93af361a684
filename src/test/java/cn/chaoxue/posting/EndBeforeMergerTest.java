package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Posts beside the main one in a unit that goes into another: whoever ends one ends both parts of it.
@QuarkusTest
class EndBeforeMergerTest extends TwoProvinces {

    private static final String MERGED = "2026-05-01";
    private static final String ENDED = "2026-04-20";

    @Inject
    DuePostings due;

    private UnitRef one;
    private UnitRef other;
    private Person lent;

    @BeforeEach
    void twoCitiesAndSomebodyElsewhere() {
        one = units.city(home);
        other = units.city(home);
        lent = people.learner(home);
    }

    @ParameterizedTest
    @CsvSource({"RETURN,true", "RETURN,false", "END,true", "END,false"})
    void endBeforeTheMerger_isTheEndWhicheverComesFirst(String kind, boolean mergerFirst) {
        lent(DAY);
        long posting = posting(one);
        if (mergerFirst) {
            merge();
        }
        end(kind, posting, ENDED);
        if (!mergerFirst) {
            merge();
        }
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whicheverPartIsNamed_bothEnd(boolean former) {
        lent(DAY);
        merge();
        end("END", posting(former ? one : other), ENDED);
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void postTakenUpLate_endsAsAWhole(boolean former) {
        lent(LocalDate.now().plusDays(10).toString());
        merge();
        lentLate();
        end("END", posting(former ? one : other), ENDED);
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endAfterTheMerger_leavesThePartBeforeIt(boolean former) {
        lent(DAY);
        merge();
        end("END", posting(former ? one : other), "2026-06-01");
        assertThat(beside("2026-04-30")).containsExactly(one.id());
        assertThat(beside("2026-05-31")).containsExactly(other.id());
        assertThat(beside("2026-06-01")).isEmpty();
    }

    /// Two mergers on, and a post in the second unit that is another one.
    @Test
    void endBeforeBothMergers_leavesAnotherPostAlone() {
        UnitRef third = units.city(home);
        lent(DAY);
        Map<String, Object> helping =
                Map.of("kind", "PART_TIME", "toUnit", other.id(), "post", "挂职", "effectiveOn", MERGED);
        wish(lent.id(), helping).then().statusCode(201);
        merge();
        place(other, "merger", third, "2026-07-01").then().statusCode(200);
        end("RETURN", 0, ENDED);
        assertThat(beside("2026-04-19")).containsExactly(one.id());
        assertThat(beside(ENDED)).isEmpty();
        assertThat(beside(MERGED)).containsExactly(other.id());
        assertThat(beside("2026-07-01")).containsExactly(third.id());
    }

    private void stoodOnlyUntil(String day) {
        assertThat(beside("2026-04-19")).containsExactly(one.id());
        for (String later : List.of(day, "2026-04-30", MERGED, "2026-12-31")) {
            assertThat(beside(later)).as(later).isEmpty();
        }
    }

    /// Planned for the unit that has gone since, and carried out late.
    private void lentLate() {
        sql.run("update posting_change set effective_on = ?::date where cadre_id = ?", DAY, lent.id());
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
    }

    private void lent(String day) {
        wish(lent.id(), Map.of("kind", "SECONDMENT", "toUnit", one.id(), "post", "挂职", "effectiveOn", day))
                .then()
                .statusCode(201);
    }

    private void end(String kind, long posting, String day) {
        Map<String, Object> more = kind.equals("END")
                ? Map.of("kind", kind, "postingId", posting, "effectiveOn", day)
                : Map.of("kind", kind, "effectiveOn", day);
        wish(lent.id(), more).then().statusCode(201);
    }

    private void merge() {
        place(one, "merger", other, MERGED).then().statusCode(200);
    }

    private long posting(UnitRef unit) {
        return sql.number("select id from posting where cadre_id = ? and unit_id = ?", lent.id(), unit.id());
    }

    private List<Long> beside(String day) {
        return as(sender)
                .get("/api/v1/postings?limit=200&on=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList(
                        "items.findAll { it.cadreId == %d && it.kind != 'MAIN' }.unit.id".formatted(lent.id()),
                        Long.class);
    }
}
