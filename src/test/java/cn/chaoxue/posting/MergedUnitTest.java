package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever stood in a unit on a day stands there on it for ever, though it has gone into another since.
@QuarkusTest
class MergedUnitTest extends ThreeCities {

    @Test
    void people_haveBothUnitsInTheirHistory() {
        Person member = people.learner(one);
        merge();
        as(sender)
                .get(postingsOf(member))
                .then()
                .body("items.unit", contains(other.name(), one.name()))
                .body("items.from", contains(MERGED, "2020-09-01"));
    }

    @Test
    void whatWasBeneath_countsThereUntilThatDay() {
        UnitRef county = units.county(one);
        people.learner(one);
        people.learner(county);
        merge();
        assertThat(standingIn(other, EVE)).isEmpty();
        assertThat(standingIn(other, MERGED)).containsExactlyInAnyOrder(other.id(), county.id());
        assertThat(standingIn(one, EVE)).containsExactlyInAnyOrder(one.id(), county.id());
        assertThat(standingIn(one, MERGED)).isEmpty();
    }

    /// Noted after the day, when some had gone already: on the days between they stood in the other.
    @Test
    void whoHasLeftSince_stoodInTheOtherInBetween() {
        Person retired = people.learner(one);
        Person gone = people.learner(one);
        change(retired, "RETIREMENT", "2026-06-01", Map.of());
        change(gone, "TRANSFER", "2026-06-01", to(units.city(home)));
        merge();
        assertThat(standingIn(one, EVE)).hasSize(2);
        assertThat(standingIn(other, MERGED)).hasSize(2);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, "2026-06-01")).isEmpty();
        as(sender)
                .get(postingsOf(retired))
                .then()
                .body("standing", is("RETIRED"))
                .body("items.unit", contains(other.name(), one.name()))
                .body("items.until", contains("2026-05-31", EVE));
        as(sender).get(postingsOf(gone)).then().body("items.until", contains(null, "2026-05-31", EVE));
    }

    @Test
    void whoRetiredBefore_stoodInTheOldUnitAndReturnsToTheOther() {
        Person retired = people.learner(one);
        change(retired, "RETIREMENT", DAY, Map.of());
        merge();
        assertThat(standingIn(one, "2026-02-28")).hasSize(1);
        assertThat(standingIn(other, "2026-02-28")).isEmpty();
        assertThat(standingIn(other, MERGED)).isEmpty();
        change(retired, "RETURN", "2026-07-01", Map.of());
        as(sender).get(postingsOf(retired)).then().body("items.unit", contains(other.name(), one.name()));
        assertThat(standingIn(other, "2026-07-01")).hasSize(1);
    }

    /// Back on a day on which the unit was still one of its own.
    @Test
    void whoReturnsBeforeTheMerger_returnsToTheUnitAsItWas() {
        Person retired = people.learner(one);
        change(retired, "RETIREMENT", "2026-02-01", Map.of());
        merge();
        change(retired, "RETURN", "2026-04-01", Map.of());
        assertThat(standingIn(one, "2026-03-31")).isEmpty();
        assertThat(standingIn(one, "2026-04-01")).hasSize(1);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, EVE)).isEmpty();
        assertThat(standingIn(other, MERGED)).hasSize(1);
        change(retired, "TRANSFER", "2026-04-02", to(third));
        assertThat(standingIn(third, MERGED)).hasSize(1);
        assertThat(standingIn(other, MERGED)).isEmpty();
        assertThat(standingIn(one, "2026-04-01")).hasSize(1);
    }

    @Test
    void whoStoodThereBeside_goesAlongAndCanStillBeEnded() {
        Person guest = people.learner(home);
        change(guest, "PART_TIME", DAY, to(one));
        int before = as(sender).get(postingsOf(guest)).path("items.find { it.kind == 'PART_TIME' }.id");
        merge();
        assertThat(standingIn(one, EVE)).hasSize(1);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, MERGED)).hasSize(1);
        change(guest, "END", "2026-08-01", Map.of("postingId", before));
        assertThat(standingIn(other, "2026-07-31")).hasSize(1);
        assertThat(standingIn(other, "2026-08-01")).isEmpty();
    }

    /// The record says when the post ended; nobody stands anywhere after that.
    @Test
    void whoseTermWasOver_standsInNeitherAfterIt() {
        Person former = people.learner(one);
        sql.run("update cadre set in_post_until = '2026-01-31' where id = ?", former.id());
        merge();
        assertThat(standingIn(one, "2026-01-31")).hasSize(1);
        assertThat(standingIn(one, "2026-02-01")).isEmpty();
        assertThat(standingIn(other, "2026-01-31")).isEmpty();
        assertThat(standingIn(other, MERGED)).isEmpty();
        change(former, "TRANSFER", "2026-09-01", to(home));
        as(sender).get(postingsOf(former) + "?on=2026-09-01").then().body("items.unit", contains(home.name()));
    }

    @Test
    void whatIsPlanned_concernsTheOther() {
        Person leaving = people.learner(one);
        Person coming = people.learner(home);
        String soon = LocalDate.now().plusDays(10).toString();
        change(leaving, "RETIREMENT", soon, Map.of());
        change(coming, "TRANSFER", soon, to(one));
        merge();
        String planned = "update posting_change set effective_on = current_date - 1 where cadre_id in (?, ?)";
        sql.run(planned, leaving.id(), coming.id());
        carryOut();
        as(sender).get(postingsOf(leaving)).then().body("standing", is("RETIRED"));
        assertThat(sql.number("select unit_id from cadre where id = ?", coming.id()))
                .isEqualTo(other.id());
    }
}
