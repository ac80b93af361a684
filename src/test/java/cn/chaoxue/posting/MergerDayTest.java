package cn.chaoxue.posting;

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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of people whose unit goes into another: on the very day, about then, or between the two.
@QuarkusTest
class MergerDayTest extends TwoProvinces {

    private static final String EVE = "2026-04-30";
    private static final String MERGED = "2026-05-01";

    @Inject
    DuePostings due;

    private UnitRef one;
    private UnitRef other;
    private UnitRef third;

    @BeforeEach
    void threeCities() {
        one = units.city(home);
        other = units.city(home);
        third = units.city(home);
    }

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
        if (mergerFirst) {
            merge();
            carryOut();
        } else {
            carryOut();
            merge();
        }
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

    @Test
    void whoStoodInTheOtherBeside_standsThereOnce() {
        Person lent = people.learner(one);
        Person helping = people.learner(other);
        now(lent, "SECONDMENT", other);
        now(helping, "PART_TIME", one);
        merge();
        assertThat(standingIn(other, EVE))
                .as("the lent one, and the other's own")
                .hasSize(2);
        assertThat(standingIn(one, EVE)).as("the own one, and the helping").hasSize(2);
        assertThat(standingIn(other, MERGED)).hasSize(2);
        as(sender).get(postingsOf(lent)).then().body("items.find { it.kind == 'SECONDMENT' }.until", is(EVE));
        wish(lent.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-06-01"))
                .then()
                .statusCode(409)
                .body("reason", is("nothing-to-return-from"));
    }

    /// Lent to both, or holding one post in both: there is one unit now, and the person is in it once.
    @Test
    void whoStoodBesideInBoth_standsInTheOneOnce() {
        Person lent = people.learner(home);
        Person helping = people.learner(home);
        Person twoPosts = people.learner(home);
        now(lent, "SECONDMENT", one);
        now(lent, "SECONDMENT", other);
        now(helping, "PART_TIME", one);
        now(helping, "PART_TIME", other);
        now(twoPosts, "PART_TIME", one);
        wish(twoPosts.id(), Map.of("kind", "PART_TIME", "toUnit", other.id(), "post", "兼职委员"))
                .then()
                .statusCode(201);
        merge();
        assertThat(standingIn(one, EVE)).hasSize(3);
        assertThat(standingIn(other, EVE)).hasSize(3);
        assertThat(standingIn(other, MERGED)).as("the last one holds two posts").hasSize(4);
        for (Person person : List.of(lent, helping)) {
            as(sender).get(postingsOf(person) + "?on=" + EVE).then().body("items.size()", is(3));
            as(sender).get(postingsOf(person) + "?on=" + MERGED).then().body("items.size()", is(2));
        }
        wish(lent.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-06-01"))
                .then()
                .statusCode(201);
        assertThat(standingIn(other, "2026-06-01")).hasSize(3);
    }

    /// No day is lost of what the two were together.
    @Test
    void ofTwoThatOverlap_bothTimesAreKept() {
        Person lent = people.learner(home);
        lent(lent, one, DAY, "2026-06-15");
        lent(lent, other, "2026-06-01", "2026-08-31");
        merge();
        assertThat(standingIn(one, EVE)).hasSize(1);
        for (String day : List.of(MERGED, "2026-05-31", "2026-06-01", "2026-06-15", "2026-08-31")) {
            assertThat(standingIn(other, day)).as(day).hasSize(1);
        }
        assertThat(standingIn(other, "2026-09-01")).isEmpty();
    }

    private void lent(Person person, UnitRef to, String from, String until) {
        Map<String, Object> lent =
                Map.of("kind", "SECONDMENT", "toUnit", to.id(), "post", "挂职", "effectiveOn", from, "until", until);
        wish(person.id(), lent).then().statusCode(201);
    }

    private void now(Person person, String kind, UnitRef to) {
        wish(person.id(), Map.of("kind", kind, "toUnit", to.id(), "post", "副书记"))
                .then()
                .statusCode(201);
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

    private void carryOut() {
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
    }

    private void merge() {
        place(one, "merger", other, MERGED).then().statusCode(200);
    }

    private List<Long> standingIn(UnitRef unit, String day) {
        return standing(sender, day + "&unit=" + unit.id());
    }

    private static String postingsOf(Person person) {
        return "/api/v1/cadres/%d/postings".formatted(person.id());
    }
}
