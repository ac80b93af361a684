package cn.chaoxue.org;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a unit comes and goes, and what it is called.
@QuarkusTest
class UnitTreeResourceTest extends UnitForms {

    @Test
    void newUnit_isFoundByNameAndCodeAndTraced() {
        UnitRef province = units.province();
        String admin = admin(province);
        Response made = create(admin, province, "CITY", "潮州新区 " + province.id());
        made.then()
                .statusCode(201)
                .body("unit.level", is("CITY"))
                .body("unit.code", startsWith("4451"))
                .body("openedOn", is(DAY))
                .body("history.kind", contains("CREATED"));
        int id = made.path("unit.id");
        assertThat(made.<String>path("unit.path")).isEqualTo(province.path() + id + "/");
        as(admin).get("/api/v1/units?q=新区").then().body("items.id", contains(id));
        as(admin).get("/api/v1/units?q=4451").then().body("items.id", contains(id));
        as(admin).get("/api/v1/units?parent=" + province.id()).then().body("items.id", contains(id));
        as(admin).get("/api/v1/audit?action=unit.").then().body("items.action", contains("unit.create"));
        create(admin, province, "CITY", "潮州新区 " + province.id())
                .then()
                .statusCode(409)
                .body("reason", is("name-taken"));
        create(admin, province, "PROVINCE", "高一级").then().statusCode(409).body("reason", is("level"));
        as(admin)
                .body(body(province, "CITY", "明天", "2999-01-01"))
                .post("/api/v1/units")
                .then()
                .statusCode(400)
                .body("errors.field", contains("effectiveOn"));
    }

    /// By its code a unit is named in files and postings, from wherever.
    @Test
    void codeOfAnOpenUnit_isNoOthers() {
        UnitRef centre = units.centre();
        UnitRef province = units.province(centre);
        UnitRef other = units.province(centre);
        String admin = admin(centre);
        Map<String, Object> first = body(province, "CITY", "先到 " + province.id(), DAY);
        Map<String, Object> second = body(other, "CITY", "后到 " + other.id(), DAY);
        second.put("code", String.valueOf(first.get("code")));
        List<Response> answers = Concurrently.all(List.of(
                () -> as(admin).body(first).post("/api/v1/units"),
                () -> as(admin).body(second).post("/api/v1/units")));
        Response made = answered(answers, 201);
        answered(answers, 409).then().body("reason", is("code-taken"));
        UnitRef holder = new UnitRef(made.<Integer>path("unit.id"), made.path("unit.name"), made.path("unit.path"));
        Map<String, Object> same = body(null, null, "更名 " + holder.id(), DAY);
        same.put("code", String.valueOf(first.get("code")));
        same.put("version", 0);
        UnitRef beside = units.city(other);
        as(admin)
                .body(same)
                .put("/api/v1/units/" + beside.id())
                .then()
                .statusCode(409)
                .body("reason", is("code-taken"));
        as(admin).body(same).put("/api/v1/units/" + holder.id()).then().statusCode(200);
        close(admin, holder).then().statusCode(200);
        as(admin).body(same).put("/api/v1/units/" + beside.id()).then().statusCode(200);
    }

    @Test
    void rename_keepsTheOldNameAndRefusesTheStale() {
        UnitRef province = units.province();
        UnitRef city = units.city(province);
        String admin = admin(province);
        Map<String, Object> body = body(null, null, "新名 " + city.id(), DAY);
        body.put("version", 0);
        as(admin)
                .body(body)
                .put("/api/v1/units/" + city.id())
                .then()
                .statusCode(200)
                .body("unit.name", is("新名 " + city.id()))
                .body("history[0].nameBefore", is(city.name()));
        as(admin)
                .body(body)
                .put("/api/v1/units/" + city.id())
                .then()
                .statusCode(409)
                .body("reason", is("stale"));
    }

    @Test
    void unitWithPeopleOrUnits_isNotClosed() {
        UnitRef province = units.province();
        UnitRef city = units.city(province);
        UnitRef county = units.county(city);
        Person learner = people.learner(county);
        String admin = admin(province);
        close(admin, city).then().statusCode(409).body("reason", is("not-empty"));
        close(admin, county).then().statusCode(409).body("reason", is("not-empty"));
        sql.run("update account set status = 'DISABLED' where id = ?", learner.id());
        close(admin, county).then().statusCode(200).body("closedOn", is(DAY));
        close(admin, city).then().statusCode(200);
        close(admin, city).then().statusCode(409).body("reason", is("closed"));
    }

    /// A unit is changed by those above it: not by itself, not from beside, and nobody puts one where they do not
    /// reach.
    @Test
    void ownAboveBesideAndAbsent_areNotToBeChanged() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        UnitRef beside = units.province(centre);
        UnitRef foreignCity = units.city(beside);
        UnitRef ownCity = units.city(own);
        String admin = admin(own);
        UnitRef absent = new UnitRef(999_999_999, "", "/");
        for (UnitRef unit : List.of(own, centre, beside, foreignCity, absent)) {
            Map<String, Object> name = body(null, null, "别人的 " + unit.id(), DAY);
            name.put("version", 0);
            as(admin).body(name).put("/api/v1/units/" + unit.id()).then().statusCode(404);
            place(admin, unit, "move", ownCity).then().statusCode(404);
            place(admin, unit, "merger", ownCity).then().statusCode(404);
            close(admin, unit).then().statusCode(404);
        }
        for (UnitRef unit : List.of(centre, beside, foreignCity, absent)) {
            create(admin, unit, "COUNTY", "别处").then().statusCode(404);
            place(admin, ownCity, "move", unit).then().statusCode(404);
            place(admin, ownCity, "merger", unit).then().statusCode(404);
            as(admin).get("/api/v1/units/" + unit.id()).then().statusCode(404);
        }
        for (Role role : List.of(Role.LEARNER, Role.LIAISON, Role.OPERATOR)) {
            String other = people.tokenOf(people.active(own, role));
            close(other, ownCity).then().statusCode(403);
            create(other, own, "CITY", "无权").then().statusCode(403);
        }
    }
}
