package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who stands beside their post in one of two units, or in both, when the one goes into the other.
@QuarkusTest
class BesideInMergedUnitsTest extends ThreeCities {

    @Test
    void whoStoodInTheOtherBeside_standsThereOnce() {
        Person lent = people.learner(one);
        Person helping = people.learner(other);
        change(lent, "SECONDMENT", DAY, to(other));
        change(helping, "PART_TIME", DAY, to(one));
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
        change(lent, "SECONDMENT", DAY, to(one));
        change(lent, "SECONDMENT", DAY, to(other));
        change(helping, "PART_TIME", DAY, to(one));
        change(helping, "PART_TIME", DAY, to(other));
        change(twoPosts, "PART_TIME", DAY, to(one));
        change(twoPosts, "PART_TIME", DAY, Map.of("toUnit", other.id(), "post", "兼职委员"));
        merge();
        assertThat(standingIn(one, EVE)).hasSize(3);
        assertThat(standingIn(other, EVE)).hasSize(3);
        assertThat(standingIn(other, MERGED)).as("the last one holds two posts").hasSize(4);
        for (Person person : List.of(lent, helping)) {
            as(sender).get(postingsOf(person) + "?on=" + EVE).then().body("items.size()", is(3));
            as(sender).get(postingsOf(person) + "?on=" + MERGED).then().body("items.size()", is(2));
        }
        change(lent, "RETURN", "2026-06-01", Map.of());
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

    private void lent(Person person, UnitRef unit, String from, String until) {
        change(person, "SECONDMENT", from, Map.of("toUnit", unit.id(), "post", "挂职", "until", until));
    }
}
