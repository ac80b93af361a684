package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import io.quarkus.test.junit.QuarkusTest;
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
class EndBeforeMergerTest extends ThreeCities {

    private static final String ENDED = "2026-04-20";

    private Person lent;

    @BeforeEach
    void somebodyElsewhere() {
        lent = people.learner(home);
    }

    @ParameterizedTest
    @CsvSource({"RETURN,true", "RETURN,false", "END,true", "END,false"})
    void endBeforeTheMerger_isTheEndWhicheverComesFirst(String kind, boolean mergerFirst) {
        lent(DAY);
        long posting = posting(lent, one);
        merge(mergerFirst, () -> end(kind, posting, ENDED));
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whicheverPartIsNamed_bothEnd(boolean former) {
        lent(DAY);
        merge();
        end("END", posting(lent, former ? one : other), ENDED);
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void postTakenUpLate_endsAsAWhole(boolean former) {
        lent(LocalDate.now().plusDays(10).toString());
        merge();
        carryOut(lent, DAY);
        end("END", posting(lent, former ? one : other), ENDED);
        stoodOnlyUntil(ENDED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endAfterTheMerger_leavesThePartBeforeIt(boolean former) {
        lent(DAY);
        merge();
        end("END", posting(lent, former ? one : other), "2026-06-01");
        assertThat(beside(lent, EVE)).containsExactly(one.id());
        assertThat(beside(lent, "2026-05-31")).containsExactly(other.id());
        assertThat(beside(lent, "2026-06-01")).isEmpty();
    }

    /// Two mergers on, and a post in the second unit that is another one.
    @Test
    void endBeforeBothMergers_leavesAnotherPostAlone() {
        lent(DAY);
        change(lent, "PART_TIME", MERGED, to(other));
        merge();
        place(other, "merger", third, "2026-07-01").then().statusCode(200);
        end("RETURN", 0, ENDED);
        assertThat(beside(lent, "2026-04-19")).containsExactly(one.id());
        assertThat(beside(lent, ENDED)).isEmpty();
        assertThat(beside(lent, MERGED)).containsExactly(other.id());
        assertThat(beside(lent, "2026-07-01")).containsExactly(third.id());
    }

    /// Of nobody, of somebody else, or the main one.
    @Test
    void endOfWhatIsNoPostingBeside_isRefusedNowAndPlanned() {
        lent(DAY);
        Person stranger = people.learner(home);
        long main = sql.number("select coalesce(max(id), 0) from posting where kind = 'MAIN'");
        for (long posting : new long[] {0, Long.MAX_VALUE, main, posting(lent, one)}) {
            for (String day : List.of(ENDED, LocalDate.now().plusDays(10).toString())) {
                wish(stranger.id(), Map.of("kind", "END", "postingId", posting, "effectiveOn", day))
                        .then()
                        .statusCode(409)
                        .body("reason", is("nothing-ends"));
            }
        }
    }

    private void stoodOnlyUntil(String day) {
        assertThat(beside(lent, "2026-04-19")).containsExactly(one.id());
        for (String later : List.of(day, EVE, MERGED, "2026-12-31")) {
            assertThat(beside(lent, later)).as(later).isEmpty();
        }
    }

    private void lent(String day) {
        change(lent, "SECONDMENT", day, to(one));
    }

    private void end(String kind, long posting, String day) {
        change(lent, kind, day, kind.equals("END") ? Map.of("postingId", posting) : Map.of());
    }
}
