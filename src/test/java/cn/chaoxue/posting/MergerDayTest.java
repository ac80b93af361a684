package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of people whose unit goes into another: on the very day, about then, or between the two.
@QuarkusTest
class MergerDayTest extends ThreeCities {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void changeOnTheDay_takesEffectWhicheverIsCarriedOutFirst(boolean mergerFirst) {
        Person going = planned(people.learner(one), "TRANSFER", third);
        Person coming = planned(people.learner(home), "TRANSFER", one);
        Person retiring = planned(people.learner(one), "RETIREMENT", null);
        Person lent = planned(people.learner(one), "SECONDMENT", third);
        Person guest = planned(people.learner(home), "SECONDMENT", one);
        Person resting = planned(people.learner(one), "LEAVE", null);
        List<Person> all = List.of(going, coming, retiring, lent, guest, resting);
        all.forEach(person -> comesDue(person, MERGED));
        merge(mergerFirst, this::carryOut);
        assertThat(all).extracting(this::state).containsOnly("DONE");
        assertThat(standingIn(one, EVE)).hasSize(4);
        assertThat(standingIn(one, MERGED)).isEmpty();
        assertThat(standingIn(other, EVE)).isEmpty();
        assertThat(standingIn(other, MERGED)).as("coming, lent, guest, resting").hasSize(4);
        assertThat(standingIn(third, MERGED)).as("going, lent").hasSize(2);
        as(sender)
                .get(postingsOf(going))
                .then()
                .body("items.unit", contains(third.name(), one.name()))
                .body("items.from", contains(MERGED, "2020-09-01"));
        as(sender)
                .get(postingsOf(retiring))
                .then()
                .body("standing", is("RETIRED"))
                .body("items.unit", contains(one.name()))
                .body("items.until", contains(EVE));
        as(sender).get(postingsOf(guest) + "?on=" + MERGED).then().body("items.unit", hasItems(other.name()));
    }

    /// A worker that was down comes upon both at once.
    @Test
    void changeOfADayBefore_carriedOutAfterTheMerger_countsFromItsDay() {
        Person going = planned(people.learner(one), "TRANSFER", third);
        Person retiring = planned(people.learner(one), "RETIREMENT", null);
        comesDue(going, "2026-04-20");
        comesDue(retiring, "2026-04-20");
        merge();
        carryOut();
        assertThat(standingIn(one, "2026-04-19")).hasSize(2);
        assertThat(standingIn(one, "2026-04-20")).isEmpty();
        assertThat(standingIn(third, "2026-04-20")).hasSize(1);
        assertThat(standingIn(other, MERGED)).isEmpty();
        as(sender).get(postingsOf(going)).then().body("items.unit", contains(third.name(), one.name()));
        as(sender).get(postingsOf(retiring)).then().body("items.until", contains("2026-04-19"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MERGED, "2026-06-01"})
    void transferBetweenTheTwo_isANewPostInTheOneThatIsLeft(String day) {
        Person member = planned(people.learner(one), "TRANSFER", other);
        merge();
        String listed = "/api/v1/posting-changes?cadre=" + member.id();
        as(sender)
                .get(listed)
                .then()
                .body("items.from", contains(other.name()))
                .body("items.to", contains(other.name()));
        comesDue(member, day);
        carryOut();
        as(sender).get(listed).then().body("items.state", contains("DONE"));
        String now = postingsOf(member) + "?on=" + day;
        as(sender).get(now).then().body("items.unit", contains(other.name())).body("items.post", contains("副书记"));
        String eve = postingsOf(member) + "?on=" + LocalDate.parse(day).minusDays(1);
        as(sender)
                .get(eve)
                .then()
                .body("items.unit", contains(day.equals(MERGED) ? one.name() : other.name()))
                .body("items.post", contains("团委书记"));
        assertThat(standingIn(other, day)).hasSize(1);
        as(sender)
                .get("/api/v1/cadres/" + member.id())
                .then()
                .body("post", is("副书记"))
                .body("inPostSince", is(day));
    }

    @Test
    void postBesideBetweenTheTwo_isWithdrawnAndBothReadWhy() {
        Person lent = planned(people.learner(one), "SECONDMENT", other);
        Person helping = planned(people.learner(other), "PART_TIME", one);
        merge();
        String listed = "/api/v1/posting-changes?state=WITHDRAWN&cadre=";
        String keeper = people.tokenOf(people.active(other, Role.CITY_ADMIN));
        for (Person person : List.of(lent, helping)) {
            as(sender).get(listed + person.id()).then().body("items.answer", contains("units-merged"));
            as(keeper).get(listed + person.id()).then().body("items.answer", contains("units-merged"));
            as(sender)
                    .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(person.id()))
                    .then()
                    .body("items.reason", contains("units-merged", "units-merged"))
                    .body("items.actor.id", everyItem(notNullValue()));
        }
        wish(lent.id(), Map.of("kind", "LEAVE")).then().statusCode(201);
    }

    /// Somebody with a change that waits.
    private Person planned(Person person, String kind, @Nullable UnitRef to) {
        Map<String, Object> more = new HashMap<>(
                Map.of("kind", kind, "effectiveOn", LocalDate.now().plusDays(10).toString()));
        if (to != null) {
            more.putAll(Map.of("toUnit", to.id(), "post", "副书记"));
        }
        wish(person.id(), more).then().statusCode(201).body("state", is("ACCEPTED"));
        return person;
    }

    private void comesDue(Person person, String day) {
        sql.run("update posting_change set effective_on = ?::date where cadre_id = ?", day, person.id());
    }

    private Object state(Person person) {
        return sql.value("select state from posting_change where cadre_id = ?", person.id());
    }
}
