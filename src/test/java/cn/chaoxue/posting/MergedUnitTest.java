package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
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
        assertThat(standingIn(other, "2026-04-30")).isEmpty();
        assertThat(standingIn(other, MERGED)).containsExactlyInAnyOrder(other.id(), county.id());
        assertThat(standingIn(one, "2026-04-30")).containsExactlyInAnyOrder(one.id(), county.id());
        assertThat(standingIn(one, MERGED)).isEmpty();
    }

    /// Noted after the day, when some had gone already: on the days between they stood in the other.
    @Test
    void whoHasLeftSince_stoodInTheOtherInBetween() {
        Person retired = people.learner(one);
        Person gone = people.learner(one);
        Map<String, Object> away =
                Map.of("kind", "TRANSFER", "toUnit", units.city(home).id(), "post", "书记", "effectiveOn", "2026-06-01");
        wish(retired.id(), Map.of("kind", "RETIREMENT", "effectiveOn", "2026-06-01"))
                .then()
                .statusCode(201);
        wish(gone.id(), away).then().statusCode(201);
        merge();
        assertThat(standingIn(one, "2026-04-30")).hasSize(2);
        assertThat(standingIn(other, MERGED)).hasSize(2);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, "2026-06-01")).isEmpty();
        as(sender)
                .get(postingsOf(retired))
                .then()
                .body("standing", is("RETIRED"))
                .body("items.unit", contains(other.name(), one.name()))
                .body("items.until", contains("2026-05-31", "2026-04-30"));
        as(sender).get(postingsOf(gone)).then().body("items.until", contains(null, "2026-05-31", "2026-04-30"));
    }

    @Test
    void whoRetiredBefore_stoodInTheOldUnitAndReturnsToTheOther() {
        Person retired = people.learner(one);
        wish(retired.id(), Map.of("kind", "RETIREMENT")).then().statusCode(201);
        merge();
        assertThat(standingIn(one, "2026-02-28")).hasSize(1);
        assertThat(standingIn(other, "2026-02-28")).isEmpty();
        assertThat(standingIn(other, MERGED)).isEmpty();
        wish(retired.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-07-01"))
                .then()
                .statusCode(201);
        as(sender).get(postingsOf(retired)).then().body("items.unit", contains(other.name(), one.name()));
        assertThat(standingIn(other, "2026-07-01")).hasSize(1);
    }

    /// Back on a day on which the unit was still one of its own.
    @Test
    void whoReturnsBeforeTheMerger_returnsToTheUnitAsItWas() {
        Person retired = people.learner(one);
        wish(retired.id(), Map.of("kind", "RETIREMENT", "effectiveOn", "2026-02-01"))
                .then()
                .statusCode(201);
        merge();
        wish(retired.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-04-01"))
                .then()
                .statusCode(201);
        assertThat(standingIn(one, "2026-03-31")).isEmpty();
        assertThat(standingIn(one, "2026-04-01")).hasSize(1);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, "2026-04-30")).isEmpty();
        assertThat(standingIn(other, MERGED)).hasSize(1);
        Map<String, Object> transfer =
                Map.of("kind", "TRANSFER", "toUnit", third.id(), "post", "书记", "effectiveOn", "2026-04-02");
        wish(retired.id(), transfer).then().statusCode(201);
        assertThat(standingIn(third, MERGED)).hasSize(1);
        assertThat(standingIn(other, MERGED)).isEmpty();
        assertThat(standingIn(one, "2026-04-01")).hasSize(1);
    }

    @Test
    void whoStoodThereBeside_goesAlongAndCanStillBeEnded() {
        Person guest = people.learner(home);
        wish(guest.id(), Map.of("kind", "PART_TIME", "toUnit", one.id(), "post", "兼职副书记"))
                .then()
                .statusCode(201);
        int before = as(sender).get(postingsOf(guest)).path("items.find { it.kind == 'PART_TIME' }.id");
        merge();
        assertThat(standingIn(one, "2026-04-30")).hasSize(1);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, MERGED)).hasSize(1);
        wish(guest.id(), Map.of("kind", "END", "postingId", before, "effectiveOn", "2026-08-01"))
                .then()
                .statusCode(201);
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
        wish(former.id(), Map.of("kind", "TRANSFER", "toUnit", home.id(), "post", "书记", "effectiveOn", "2026-09-01"))
                .then()
                .statusCode(201);
        as(sender).get(postingsOf(former) + "?on=2026-09-01").then().body("items.unit", contains(home.name()));
    }

    @Test
    void whatIsPlanned_concernsTheOther() {
        Person leaving = people.learner(one);
        Person coming = people.learner(home);
        String soon = LocalDate.now().plusDays(10).toString();
        wish(leaving.id(), Map.of("kind", "RETIREMENT", "effectiveOn", soon))
                .then()
                .statusCode(201);
        Map<String, Object> transfer =
                Map.of("kind", "TRANSFER", "toUnit", one.id(), "post", "书记", "effectiveOn", soon);
        wish(coming.id(), transfer).then().statusCode(201);
        merge();
        String planned = "update posting_change set effective_on = current_date - 1 where cadre_id in (?, ?)";
        sql.run(planned, leaving.id(), coming.id());
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        as(sender).get(postingsOf(leaving)).then().body("standing", is("RETIRED"));
        assertThat(sql.number("select unit_id from cadre where id = ?", coming.id()))
                .isEqualTo(other.id());
    }

    private List<Long> standingIn(UnitRef unit, String day) {
        return standing(sender, day + "&unit=" + unit.id());
    }

    private static String postingsOf(Person person) {
        return "/api/v1/cadres/%d/postings".formatted(person.id());
    }
}
