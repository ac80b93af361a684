package cn.chaoxue.org;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of people, units, rights and history when a unit goes elsewhere.
@QuarkusTest
class UnitPlacingTest extends UnitForms {

    @Test
    void move_takesAllBelowAlongAndChangesWhoSeesIt() {
        UnitRef centre = units.centre();
        UnitRef from = units.province(centre);
        UnitRef to = units.province(centre);
        UnitRef city = units.city(from);
        UnitRef county = units.county(city);
        Person learner = people.learner(county);
        Person cityAdmin = people.active(city, Role.CITY_ADMIN);
        String oldToken = people.tokenOf(cityAdmin);
        place(admin(centre), city, "move", to)
                .then()
                .statusCode(200)
                .body("unit.path", is(to.path() + city.id() + "/"))
                .body("history[0].from.id", is((int) from.id()))
                .body("history[0].to.name", is(to.name()));
        assertThat(sql.value("select path from unit where id = ?", county.id()))
                .isEqualTo(to.path() + city.id() + "/" + county.id() + "/");
        as(admin(to)).body(Map.of("unit", county.id())).post(SEARCH).then().body("items.id", contains((int)
                learner.id()));
        as(admin(from)).body(Map.of("unit", county.id())).post(SEARCH).then().statusCode(404);
        as(admin(from)).get("/api/v1/cadres/" + learner.id()).then().statusCode(404);
        assertThat(as(oldToken).body(Map.of()).post(SEARCH).statusCode())
                .as("who stood there before reads nothing, and soon signs on again")
                .isIn(401, 404);
        assertThat(sql.number("select token_version from account where id = ?", cityAdmin.id()))
                .isEqualTo(1);
        assertThat(sql.number("select token_version from account where id = ?", learner.id()))
                .isZero();
    }

    @Test
    void move_beneathItselfOrALowerLevel_isRefused() {
        UnitRef centre = units.centre();
        UnitRef province = units.province(centre);
        UnitRef city = units.city(province);
        String admin = admin(centre);
        place(admin, province, "move", city).then().statusCode(409).body("reason", is("within"));
        place(admin, city, "move", city).then().statusCode(409).body("reason", is("within"));
        place(admin, units.city(province), "move", units.county(city))
                .then()
                .statusCode(409)
                .body("reason", is("level"));
    }

    @Test
    void merge_givesPeopleAndUnitsToTheOtherAndClosesTheUnit() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        UnitRef county = units.county(old);
        Person learner = people.learner(old);
        String admin = admin(province);
        place(admin, old, "merger", into)
                .then()
                .statusCode(200)
                .body("closedOn", is(DAY))
                .body("history.kind", contains("MERGED"))
                .body("history[0].to.id", is((int) into.id()))
                .body("history[0].to.name", is(into.name()));
        assertThat(sql.number("select unit_id from cadre where id = ?", learner.id()))
                .isEqualTo(into.id());
        assertThat(sql.number("select unit_id from account where id = ?", learner.id()))
                .isEqualTo(into.id());
        assertThat(sql.value("select path from unit where id = ?", county.id()))
                .isEqualTo(into.path() + county.id() + "/");
        as(admin).get("/api/v1/units?parent=" + province.id()).then().body("items.id", contains((int) into.id()));
        place(admin, old, "move", into).then().statusCode(409).body("reason", is("closed"));
        as(admin)
                .body(person(old))
                .post("/api/v1/cadres")
                .then()
                .statusCode(409)
                .body("reason", is("unit-closed"));
    }

    /// Who answered for the one unit was never given the other: nothing widens, and nobody keeps what is gone.
    @Test
    void merge_endsTheRightsHeldAtTheUnitAndKeepsThoseBeneath() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        Person admin = people.active(old, Role.LEARNER, Role.CITY_ADMIN);
        Person beneath = people.active(units.county(old), Role.LIAISON);
        Person receiving = people.active(into, Role.CITY_ADMIN);
        String before = people.tokenOf(admin);
        Person deciding = people.active(province, Role.PROVINCE_ADMIN);
        place(people.tokenOf(deciding), old, "merger", into).then().statusCode(200);
        as(admin(province))
                .get("/api/v1/grants?unit=" + into.id())
                .then()
                .body("items.holder.id", containsInAnyOrder((int) receiving.id(), (int) beneath.id()));
        assertThat(sql.value("select roles::text from account where id = ?", admin.id()))
                .isEqualTo("{learner}");
        assertThat(sql.value(
                        "select action || ' ' || actor_id from audit_entry where subject_id = ? order by seq desc limit 1",
                        admin.id()))
                .isEqualTo("grant.unit-merged " + deciding.id());
        assertThat(sql.number(
                        "select count(distinct address) from audit_entry where actor_id = ? and action in (?, ?)",
                        deciding.id(),
                        "unit.merge",
                        "grant.unit-merged"))
                .as("from where the merger was asked for")
                .isOne();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(before).body(Map.of()).post(SEARCH).statusCode() == 401);
        as(people.tokenOf(receiving)).body(Map.of()).post(SEARCH).then().body("items.id", hasItem((int) admin.id()));
    }

    /// Wherever it went since, each move says from where to where.
    @Test
    void history_namesBothSidesOfEachMove() {
        UnitRef centre = units.centre();
        UnitRef one = units.province(centre);
        UnitRef two = units.province(centre);
        UnitRef three = units.province(centre);
        UnitRef city = units.city(one);
        String admin = admin(centre);
        place(admin, city, "move", two).then().statusCode(200);
        place(admin, city, "move", three)
                .then()
                .statusCode(200)
                .body("history.from.name", contains(one.name(), two.name()))
                .body("history.to.name", contains(two.name(), three.name()));
    }

    @Test
    void history_ofAMergerIsReadAtBothUnits() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        UnitRef county = units.county(old);
        String admin = admin(province);
        place(admin, old, "merger", into).then().statusCode(200);
        as(admin)
                .get("/api/v1/units/" + into.id())
                .then()
                .body("history.kind", contains("JOINED"))
                .body("history[0].from.name", is(old.name()))
                .body("history[0].to", nullValue());
        as(admin)
                .get("/api/v1/units/" + county.id())
                .then()
                .body("history[0].from.id", is((int) old.id()))
                .body("history[0].to.id", is((int) into.id()));
    }

    /// That there was another side is told, and nothing about it.
    @Test
    void history_namesNoUnitOutsideTheReadersBranch() {
        UnitRef centre = units.centre();
        UnitRef from = units.province(centre);
        UnitRef to = units.province(centre);
        UnitRef city = units.city(from);
        UnitRef receiving = units.city(to);
        UnitRef joining = units.city(from);
        String admin = admin(centre);
        place(admin, city, "move", to).then().statusCode(200);
        place(admin, joining, "merger", receiving).then().statusCode(200);
        Response moved = as(admin(to)).get("/api/v1/units/" + city.id());
        moved.then().body("history[0].from.id", nullValue()).body("history[0].to.name", is(to.name()));
        Response joined = as(admin(to)).get("/api/v1/units/" + receiving.id());
        joined.then().body("history[0].kind", is("JOINED")).body("history[0].from.name", nullValue());
        Response merged = as(admin(from)).get("/api/v1/units/" + joining.id());
        merged.then().body("history[0].to.id", nullValue()).body("history[0].to", notNullValue());
        assertThat(moved.asString() + joined.asString()).doesNotContain(from.name(), joining.name());
        assertThat(merged.asString()).doesNotContain(receiving.name(), to.name());
    }
}
