package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who stood where on a day, whatever has become of people and units since.
@QuarkusTest
class StandingsTest extends TwoProvinces {

    @Test
    void dayInThePast_tellsWhereThePersonStood() {
        int change = abroad(DAY).path("id");
        decide(receiver, change, "acceptance").then().statusCode(204);
        String postings = "/api/v1/cadres/%d/postings".formatted(person.id());
        as(receiver)
                .get(postings)
                .then()
                .body("items.unit", contains(away.name(), home.name()))
                .body("items.from", contains(DAY, "2020-09-01"))
                .body("items.until", contains(null, "2026-02-28"))
                .body("appointedOn", is("2020-09-01"))
                .body("newAppointee", is(false));
        as(receiver).get(postings + "?on=2026-02-28").then().body("items.unit", contains(home.name()));
        as(receiver).get(postings + "?on=2026-03-01").then().body("items.unit", contains(away.name()));
        List<String> before = as(sender).get("/api/v1/postings?on=2026-02-28").path("items.unit.path");
        assertThat(before).contains(home.path());
        as(sender)
                .get("/api/v1/postings?on=2026-02-28")
                .then()
                .body("items.find { it.cadreId == null }.until", is("2026-02-28"));
        as(sender).get("/api/v1/postings?on=2026-03-01").then().body("items.until", not(hasItem("2026-02-28")));
        as(receiver).get("/api/v1/postings?on=2026-03-01").then().body("items.cadreId", hasItem((int) person.id()));
        as(receiver).get("/api/v1/postings?on=2026-02-28").then().body("items.cadreId", not(hasItem((int)
                person.id())));
    }

    @Test
    void standings_comePageByPage() {
        IntStream.range(0, 4).forEach(_ -> people.learner(home));
        wish(person.id(), Map.of("kind", "PART_TIME", "toUnit", home.id(), "post", "兼职"))
                .then()
                .statusCode(409)
                .body("reason", is("same-unit"));
        String next = "0-0";
        int seen = 0;
        while (next != null) {
            Response page = as(sender).get("/api/v1/postings?limit=2&after=" + next);
            seen += page.<List<Object>>path("items").size();
            next = page.path("next");
        }
        assertThat(seen).isEqualTo(6);
    }

    @Test
    void unitMovedSince_countsWhereItStoodOnTheDay() {
        UnitRef city = units.city(home);
        UnitRef county = units.county(city);
        Person member = people.learner(county);
        place(city, "move", away, "2026-06-01").then().statusCode(200);
        assertThat(standing(sender, "2026-05-31")).contains(county.id()).doesNotContain(away.id());
        assertThat(standing(receiver, "2026-05-31")).doesNotContain(county.id());
        assertThat(standing(sender, "2026-06-01")).doesNotContain(county.id());
        assertThat(standing(receiver, "2026-06-01")).contains(county.id());
        as(sender)
                .get("/api/v1/postings?limit=200&on=2026-05-31")
                .then()
                .body("items.unit.path", hasItem(county.path()))
                .body("items.findAll { it.unit.id == %d }.cadreId".formatted(county.id()), contains(nullValue()));
        as(receiver)
                .get("/api/v1/postings?unit=%d&on=2026-05-31".formatted(city.id()))
                .then()
                .body("items.cadreId", contains((int) member.id()))
                .body("items.unit.path", contains(county.path()));
    }

    @Test
    void unitMovedThereAndBack_countsForEachOnItsDays() {
        UnitRef city = units.city(home);
        people.learner(city);
        place(city, "move", away, "2026-02-01").then().statusCode(200);
        place(city, "move", home, "2026-04-01").then().statusCode(200);
        for (String day : List.of("2026-01-31", "2026-04-01")) {
            assertThat(standing(sender, day)).as(day).contains(city.id());
            assertThat(standing(receiver, day)).as(day).doesNotContain(city.id());
        }
        for (String day : List.of("2026-02-01", "2026-03-31")) {
            assertThat(standing(sender, day)).as(day).doesNotContain(city.id());
            assertThat(standing(receiver, day)).as(day).contains(city.id());
        }
    }

    @Test
    void moveBeforeALaterOne_isRefused() {
        UnitRef city = units.city(home);
        place(city, "move", away, "2026-06-01").then().statusCode(200);
        place(city, "move", home, "2026-05-01").then().statusCode(409).body("reason", is("later-change"));
        UnitRef county = units.county(units.city(home));
        place(county, "move", city, "2026-05-01").then().statusCode(409).body("reason", is("later-change"));
        place(county, "move", city, "2026-06-01").then().statusCode(200);
    }

    @Test
    void renamedUnit_isCalledAsItWasOnTheDay() {
        people.learner(units.city(home));
        UnitRef city = units.city(home);
        Person member = people.learner(city);
        rename(city, "共青团新名市委员会", "2026-06-01", 0).then().statusCode(200);
        String found = "items.find { it.cadreId == %d }.unit.name".formatted(member.id());
        as(sender).get("/api/v1/postings?on=2026-05-31").then().body(found, is(city.name()));
        as(sender).get("/api/v1/postings?on=2026-06-01").then().body(found, is("共青团新名市委员会"));
    }

    @Test
    void historyOfAPerson_callsUnitsAsTheyWereOnTheDay() {
        UnitRef city = units.city(home);
        Person member = people.learner(city);
        rename(city, "共青团新名市委员会", "2026-06-01", 0).then().statusCode(200);
        String postings = "/api/v1/cadres/%d/postings".formatted(member.id());
        as(sender).get(postings).then().body("items.unit", contains("共青团新名市委员会"));
        wish(member.id(), Map.of("kind", "TRANSFER", "toUnit", home.id(), "post", "书记", "effectiveOn", "2026-07-01"))
                .then()
                .statusCode(201);
        as(sender).get(postings + "?on=2026-05-31").then().body("items.unit", contains(city.name()));
        as(sender).get(postings + "?on=2026-06-01").then().body("items.unit", contains("共青团新名市委员会"));
        as(sender).get(postings).then().body("items.unit", contains(home.name(), "共青团新名市委员会"));
        rename(city, "共青团后名市委员会", "2026-07-01", 1).then().statusCode(200);
        as(sender).get(postings).then().body("items.unit", contains(home.name(), "共青团新名市委员会"));
    }

    @Test
    void renameBeforeALaterOne_isRefused() {
        UnitRef city = units.city(home);
        rename(city, "共青团乙市委员会", "2026-06-01", 0).then().statusCode(200);
        rename(city, "共青团丙市委员会", "2026-03-01", 1).then().statusCode(409).body("reason", is("later-change"));
        rename(city, "共青团丙市委员会", "2026-06-01", 1).then().statusCode(200);
    }

    private Response rename(UnitRef unit, String name, String day, int version) {
        return as(sender)
                .body(Map.of("name", name, "shortName", "新名", "effectiveOn", day, "version", version))
                .put("/api/v1/units/" + unit.id());
    }
}
