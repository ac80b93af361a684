package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Posts beside the main one whose end is planned when a merger of units or records leaves one of two.
@QuarkusTest
class EndedByMergerTest extends ThreeCities {

    @Test
    void endOfThePostThatTheMergerEnded_isWithdrawnAndSaysWhy() {
        Person lent = people.learner(home);
        beside(lent, "SECONDMENT", one);
        endPlanned(lent, beside(lent, "SECONDMENT", other));
        Person helping = people.learner(other);
        endPlanned(helping, beside(helping, "PART_TIME", one));
        Person moving = people.learner(one);
        endPlanned(moving, beside(moving, "PART_TIME", other));
        merge();
        String keeper = people.tokenOf(people.active(other, Role.CITY_ADMIN));
        as(keeper)
                .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + moving.id())
                .then()
                .body("items.kind", contains("END"));
        for (Person person : new Person[] {lent, helping, moving}) {
            as(sender)
                    .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + person.id())
                    .then()
                    .body("items.kind", contains("END"))
                    .body("items.answer", contains("units-merged"));
            as(sender)
                    .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(person.id()))
                    .then()
                    .body("items.reason", contains("units-merged"))
                    .body("items.actor.id", everyItem(notNullValue()));
        }
        wish(lent.id(), Map.of("kind", "LEAVE")).then().statusCode(201);
    }

    /// It still has something to end.
    @Test
    void endOfThePostThatIsLeft_takesEffectOnItsDay() {
        Person lent = people.learner(home);
        int first = beside(lent, "SECONDMENT", one);
        beside(lent, "SECONDMENT", other);
        endPlanned(lent, first);
        merge();
        carryOut(lent, LocalDate.now().toString());
        as(sender).get("/api/v1/posting-changes?cadre=" + lent.id()).then().body("items.state", everyItem(is("DONE")));
        assertThat(standing(sender, LocalDate.now() + "&unit=" + other.id())).isEmpty();
    }

    /// A change of a day before the merger, noted late, leaves nothing of what had ended the post: it goes on, and not
    /// beyond the day on which it was to end.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void postThatGoesOnAfterAll_endsOnTheDayThatWasPlanned(boolean atHome) {
        Person lent = people.learner(atHome ? other : home);
        int first = beside(lent, "SECONDMENT", one);
        endPlanned(lent, atHome ? first : beside(lent, "SECONDMENT", other));
        merge();
        if (atHome) {
            change(lent, "TRANSFER", "2026-04-10", to(third));
        } else {
            change(lent, "END", "2026-04-10", Map.of("postingId", first));
        }
        String last = LocalDate.now().plusDays(9).toString();
        assertThat(beside(lent, last)).containsExactly(other.id());
        assertThat(beside(lent, LocalDate.now().plusDays(10).toString())).isEmpty();
    }

    /// A merger has divided the post, and its end names the part before: that is the post still, which a second merger
    /// ends. A change of a day before, noted late, lets it go on until the day that was planned.
    @Test
    void endOfADividedPostByItsEarlierPart_isWithdrawnAndItsDayKept() {
        Person lent = people.learner(third);
        beside(lent, "SECONDMENT", one);
        merge();
        endPlanned(lent, part(lent, one));
        place(other, "merger", third, "2026-06-01").then().statusCode(200);
        as(sender)
                .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + lent.id())
                .then()
                .body("items.answer", contains("units-merged"));
        change(lent, "TRANSFER", "2026-05-20", to(home));
        assertThat(beside(lent, LocalDate.now().plusDays(9).toString())).containsExactly(third.id());
        assertThat(beside(lent, LocalDate.now().plusDays(10).toString())).isEmpty();
    }

    /// Nor is it withdrawn where the records become one and the post goes on.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endByTheEarlierPart_endsTheRestWhereRecordsBecomeOne(boolean stays) {
        Person slip = people.learner(third);
        Person lent = people.learner(home);
        Person planned = stays ? lent : slip;
        beside(planned, "SECONDMENT", one);
        merge();
        endPlanned(planned, part(planned, one));
        unite(lent, slip);
        carryOut(lent, LocalDate.now().toString());
        as(sender)
                .get("/api/v1/posting-changes?state=DONE&cadre=" + lent.id())
                .then()
                .body("items.kind", hasItem("END"));
        assertThat(beside(lent, LocalDate.now().toString())).isEmpty();
    }

    /// Of two records of one person with the same post, whichever of the two rows is left.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endOfThePostThatAnotherRecordHeldToo_endsTheOneThatIsLeft(boolean slipFirst) {
        Person slip = people.learner(one);
        Person lent = people.learner(home);
        if (slipFirst) {
            beside(slip, "SECONDMENT", other);
        }
        endPlanned(lent, beside(lent, "SECONDMENT", other));
        if (!slipFirst) {
            beside(slip, "SECONDMENT", other);
        }
        unite(lent, slip);
        endsOnItsDay(lent, slipFirst);
    }

    /// Planned with the record that goes.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endPlannedWithTheOtherRecord_endsTheOneThatIsLeft(boolean slipFirst) {
        Person slip = people.learner(one);
        Person lent = people.learner(home);
        if (slipFirst) {
            endPlanned(slip, beside(slip, "SECONDMENT", other));
        }
        beside(lent, "SECONDMENT", other);
        if (!slipFirst) {
            endPlanned(slip, beside(slip, "SECONDMENT", other));
        }
        unite(lent, slip);
        endsOnItsDay(lent, true);
    }

    /// One change of a person waits: that of the record that stays.
    @Test
    void endsPlannedWithBothRecords_leaveTheOneOfTheRecordThatStays() {
        Person slip = people.learner(one);
        Person lent = people.learner(home);
        endPlanned(slip, beside(slip, "SECONDMENT", other));
        long posting = beside(lent, "SECONDMENT", other);
        change(lent, "END", LocalDate.now().plusDays(20).toString(), Map.of("postingId", posting));
        unite(lent, slip);
        as(sender)
                .get("/api/v1/posting-changes?state=ACCEPTED&cadre=" + lent.id())
                .then()
                .body("items.effectiveOn", contains(LocalDate.now().plusDays(20).toString()));
        as(sender)
                .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + slip.id())
                .then()
                .body("items.answer", contains("records-united"));
    }

    /// `told`: it is another row than the one that was named.
    private void endsOnItsDay(Person lent, boolean told) {
        as(sender)
                .get("/api/v1/audit?subject=%d&action=posting.carry-over".formatted(lent.id()))
                .then()
                .body("items.reason", told ? hasItem("已核实为同一人") : empty());
        assertThat(beside(lent, LocalDate.now().toString())).containsExactly(other.id());
        carryOut(lent, LocalDate.now().toString());
        as(sender).get("/api/v1/posting-changes?cadre=" + lent.id()).then().body("items.state", everyItem(is("DONE")));
        assertThat(beside(lent, LocalDate.now().toString())).isEmpty();
        assertThat(beside(lent, LocalDate.now().minusDays(1).toString())).containsExactly(other.id());
    }

    /// The posting.
    private int beside(Person who, String kind, UnitRef unit) {
        change(who, kind, DAY, to(unit));
        return as(sender)
                .get(postingsOf(who))
                .path("items.find { it.unit == '%s' && it.kind == '%s' }.id".formatted(unit.name(), kind));
    }

    private int part(Person who, UnitRef unit) {
        return Math.toIntExact(posting(who, unit));
    }

    private void endPlanned(Person who, int posting) {
        change(who, "END", LocalDate.now().plusDays(10).toString(), Map.of("postingId", posting));
    }
}
