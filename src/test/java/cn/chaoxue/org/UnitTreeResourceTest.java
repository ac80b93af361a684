package cn.chaoxue.org;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnitTreeResourceTest {

    private static final String DAY = "2026-03-01";
    private static final AtomicLong CODES = new AtomicLong(System.nanoTime() % 10_000_000);
    private static final String SEARCH = "/api/v1/cadres/search";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

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
        List<Response> answers = Stream.of(first, second)
                .map(body -> CompletableFuture.supplyAsync(
                        () -> as(admin).body(body).post("/api/v1/units"), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
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
                .body("history[0].parentBefore", is((int) from.id()));
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
                .body("mergedInto", is((int) into.id()))
                .body("history.kind", hasItem("MERGED"));
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
        place(admin(province), old, "merger", into).then().statusCode(200);
        as(admin(province))
                .get("/api/v1/grants?unit=" + into.id())
                .then()
                .body("items.holder.id", containsInAnyOrder((int) receiving.id(), (int) beneath.id()));
        assertThat(sql.value("select roles::text from account where id = ?", admin.id()))
                .isEqualTo("{learner}");
        assertThat(sql.value(
                        "select action || ' ' || address from audit_entry where subject_id = ? order by seq desc limit 1",
                        admin.id()))
                .isEqualTo("grant.unit-merged unit merger");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> as(before).body(Map.of()).post(SEARCH).statusCode() == 401);
        as(people.tokenOf(receiving)).body(Map.of()).post(SEARCH).then().body("items.id", hasItem((int) admin.id()));
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

    private String admin(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN));
    }

    private static Response create(String token, UnitRef parent, String level, String name) {
        return as(token).body(body(parent, level, name, DAY)).post("/api/v1/units");
    }

    private static Response place(String token, UnitRef unit, String how, UnitRef other) {
        return as(token)
                .body(Map.of("unitId", other.id(), "effectiveOn", DAY))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how));
    }

    private static Response close(String token, UnitRef unit) {
        return as(token).body(Map.of("effectiveOn", DAY)).post("/api/v1/units/%d/closure".formatted(unit.id()));
    }

    private static Map<String, Object> body(
            @org.jspecify.annotations.Nullable UnitRef parent,
            @org.jspecify.annotations.Nullable String level,
            String name,
            String day) {
        Map<String, Object> body =
                new HashMap<>(Map.of("name", name, "shortName", "简称", "code", freshCode(), "effectiveOn", day));
        if (parent != null && level != null) {
            body.put("parentId", parent.id());
            body.put("level", level);
        }
        return body;
    }

    private static Response answered(List<Response> answers, int status) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == status)
                .findFirst()
                .orElseThrow();
    }

    private static String freshCode() {
        return "4451%08d".formatted(CODES.incrementAndGet());
    }

    private static Map<String, Object> person(UnitRef unit) {
        return Map.of(
                "unitId", unit.id(),
                "name", "林晓",
                "idNumber", "11010519491231002X",
                "mobile", "13700001234",
                "cadreClass", "GRASSROOTS",
                "employment", "FULL_TIME",
                "post", "书记",
                "inPostSince", "2024-09-01");
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
