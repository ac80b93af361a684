package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What waits for review, page by page, and how many that are.
@QuarkusTest
class ReviewQueueTest extends Amending {

    /// Whoever approves all that waits goes through what waited then.
    @Test
    void handedInAfterTheMoment_isNoneOfThoseThatWaited() {
        UnitRef own = units.province();
        Person unchanged = people.pending(own);
        Person again = people.pending(own);
        Person later = people.pending(own);
        handIn(unchanged, Map.of("post", "甲"));
        handIn(again, Map.of("post", "甲"));
        String admin = admin(own);
        Response tally = as(admin).get("/api/v1/amendments/tally");
        tally.then().statusCode(200).body("waiting", is(2));
        String at = tally.path("at");
        handIn(again, Map.of("post", "乙"));
        handIn(later, Map.of("post", "丙"));
        as(admin)
                .queryParam("until", at)
                .get("/api/v1/amendments")
                .then()
                .statusCode(200)
                .body("items.cadreId", contains((int) unchanged.id()));
        as(admin)
                .get("/api/v1/amendments?limit=1&after=" + waiting(unchanged))
                .then()
                .body("items.cadreId", contains((int) again.id()));
    }

    /// The page is there at once, however many wait; the number comes by itself.
    @Test
    void queue_isReadWithoutCountingAndCountedOfAUnit() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        UnitRef city = units.city(own);
        for (UnitRef unit : List.of(own, city, city, units.province(centre))) {
            handIn(people.pending(unit), Map.of("post", "新职务"));
        }
        String admin = admin(own);
        as(admin)
                .get("/api/v1/amendments?limit=2")
                .then()
                .body("$", not(hasKey("waiting")))
                .body("items.size()", is(2))
                .body("next", notNullValue());
        as(admin).get("/api/v1/amendments/tally").then().statusCode(200).body("waiting", is(3));
        as(admin)
                .get("/api/v1/amendments/tally?unit=" + city.id())
                .then()
                .statusCode(200)
                .body("waiting", is(2));
        as(admin).get("/api/v1/amendments/tally?unit=" + centre.id()).then().statusCode(404);
    }

    /// Read in part of the tree and in the whole, both go on behind the last one.
    @Test
    void queue_goesOnWhereThePageBeforeEnded() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        List<Person> some = Stream.of(own, units.city(own), units.province(centre), own)
                .map(people::pending)
                .toList();
        some.forEach(person -> handIn(person, Map.of("post", "新职务")));
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        assertThat(walked(admin, centre))
                .isEqualTo(some.stream().map(Person::id).toList());
        assertThat(walked(admin, own))
                .isEqualTo(Stream.of(0, 1, 3).map(i -> some.get(i).id()).toList());
    }

    /// Who waits beneath a unit, by pages of two.
    private List<Long> walked(String token, UnitRef unit) {
        List<Long> seen = new ArrayList<>();
        @Nullable String after = "0";
        while (after != null) {
            JsonPath page = as(token)
                    .get("/api/v1/amendments?limit=2&unit=%d&after=%s".formatted(unit.id(), after))
                    .jsonPath();
            seen.addAll(page.getList("items.cadreId", Long.class));
            after = page.getString("next");
        }
        return seen;
    }

    private void handIn(Person person, Map<String, Object> wish) {
        amend(person, wish).then().statusCode(202);
    }
}
