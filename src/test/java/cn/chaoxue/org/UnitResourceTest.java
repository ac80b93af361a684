package cn.chaoxue.org;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Refusals;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnitResourceTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void withoutParent_answersTheOwnUnit() {
        UnitRef province = units.province();
        units.city(province);
        list(people.tokenOf(people.learner(province)), "")
                .then()
                .statusCode(200)
                .body("items.id", contains((int) province.id()))
                .body("items[0].level", is("PROVINCE"))
                .body("items[0].path", is(province.path()))
                .body("items[0].hasChildren", is(true));
    }

    @Test
    void withParent_answersItsChildrenAndALeafHasNone() {
        UnitRef province = units.province();
        UnitRef city = units.city(province);
        UnitRef other = units.city(province);
        String token = people.tokenOf(people.active(province, Role.LIAISON));
        list(token, "?parent=" + province.id()).then().body("items.id", contains((int) city.id(), (int) other.id()));
        list(token, "?parent=" + city.id()).then().statusCode(200).body("items.size()", is(0));
    }

    @Test
    void closedUnits_areFoundWhereTheyAreAskedFor() {
        UnitRef province = units.province();
        UnitRef open = units.city(province);
        UnitRef closed = units.city(province);
        UnitRef foreign = units.province();
        sql.run("update unit set closed_on = '2026-03-01' where id in (?, ?)", closed.id(), foreign.id());
        String token = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        list(token, "?q=City")
                .then()
                .body("items.id", contains((int) open.id()))
                .body("items[0].closedOn", nullValue());
        list(token, "?q=City&closed=true").then().body("items.id", contains((int) open.id(), (int) closed.id()));
        list(token, "?closed=true")
                .then()
                .body("items.id", contains((int) closed.id()))
                .body("items[0].closedOn", is("2026-03-01"));
    }

    @Test
    void shortName_findsAUnitWhoseNameDoesNotHoldIt() {
        UnitRef province = units.province();
        UnitRef university = units.city(province);
        units.city(province);
        sql.run("update unit set name = '浙江大学团委', short_name = '浙大' where id = ?", university.id());
        String token = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        for (String words : List.of("浙大", "浙江大学")) {
            list(token, "?q=" + words).then().body("items.id", contains((int) university.id()));
            list(token, "?closed=true&q=" + words).then().body("items.id", contains((int) university.id()));
        }
    }

    @Test
    void moreThanAreListed_isTold() {
        UnitRef province = units.province();
        IntStream.range(0, 50).forEach(_ -> units.city(province));
        String token = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        list(token, "?q=City").then().body("items.size()", is(50)).body("more", is(false));
        units.city(province);
        list(token, "?q=City").then().body("items.size()", is(50)).body("more", is(true));
        list(token, "?parent=" + province.id())
                .then()
                .body("items.size()", is(51))
                .body("more", is(false));
    }

    @Test
    void foreignAboveAndAbsent_answerAlike() {
        UnitRef centre = units.centre();
        String token = people.tokenOf(people.active(units.province(centre), Role.PROVINCE_ADMIN));
        List<Response> refusals = List.of(
                list(token, "?parent=" + units.province(centre).id()),
                list(token, "?parent=" + centre.id()),
                list(token, "?parent=999999999"));
        assertThat(refusals).allMatch(answer -> answer.statusCode() == 404);
        assertThat(refusals.stream().map(Refusals::told).distinct()).hasSize(1);
    }

    @Test
    void strangersAndActivationTokens_areKeptOut() {
        given().get("/api/v1/units").then().statusCode(401);
        var pending = people.pending(units.province());
        list(people.tokenOf(pending, Set.of(Role.ACTIVATE)), "").then().statusCode(403);
    }

    private static Response list(String token, String query) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/units" + query);
    }
}
