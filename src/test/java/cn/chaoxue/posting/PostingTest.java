package cn.chaoxue.posting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One person, two provinces, and everything that may become of the three.
@QuarkusTest
class PostingTest {

    private static final String DAY = "2026-03-01";

    @Inject
    DuePostings due;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef home;
    UnitRef away;
    Person person;
    String sender;
    String receiver;

    @BeforeEach
    void onePersonInOneOfTwoProvinces() {
        UnitRef centre = units.centre();
        home = units.province(centre);
        away = units.province(centre);
        person = people.learner(home);
        sender = people.tokenOf(people.active(home, Role.PROVINCE_ADMIN));
        receiver = people.tokenOf(people.active(away, Role.PROVINCE_ADMIN));
    }

    @Test
    void transfer_isDoneOnceTheReceivingUnitAccepts() {
        int change = abroad(DAY)
                .then()
                .statusCode(201)
                .body("state", is("PROPOSED"))
                .extract()
                .path("id");
        assertThat(unitNow()).isEqualTo(home.id());
        as(receiver)
                .get("/api/v1/posting-changes")
                .then()
                .body("items[0].mayDecide", is(true))
                .body("items[0].cadreId", nullValue())
                .body("items[0].name", is("测*"))
                .body("items[0].from", is(home.name()));
        as(receiver).get("/api/v1/cadres/" + person.id()).then().statusCode(404);
        decide(sender, change, "acceptance").then().statusCode(404);
        decide(receiver, change, "acceptance").then().statusCode(204);
        decide(receiver, change, "acceptance").then().statusCode(409).body("reason", is("decided"));
        as(sender).get("/api/v1/cadres/" + person.id()).then().statusCode(404);
        as(receiver)
                .get("/api/v1/cadres/" + person.id())
                .then()
                .body("post", is("团委副书记"))
                .body("inPostSince", is(DAY));
        Logins.login(person.idNumber(), person.password())
                .then()
                .statusCode(200)
                .body("caller.unit.id", is((int) away.id()));
        as(receiver)
                .get("/api/v1/audit?subject=%d&action=posting.".formatted(person.id()))
                .then()
                .body("items.action", hasItem("posting.carry-out"));
        as(sender)
                .get("/api/v1/audit?subject=%d&action=posting.".formatted(person.id()))
                .then()
                .body("items.action", contains("posting.carry-out", "posting.accept", "posting.propose"));
    }

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
    void futureDay_waitsForIt() {
        String soon = LocalDate.now().plusDays(10).toString();
        int change = abroad(soon).path("id");
        decide(receiver, change, "acceptance").then().statusCode(204);
        due.carryOutDue().await().atMost(Duration.ofSeconds(10));
        assertThat(unitNow()).isEqualTo(home.id());
        sql.run("update posting_change set effective_on = current_date - 1 where id = ?", change);
        due.carryOutDue().await().atMost(Duration.ofSeconds(10));
        assertThat(unitNow()).isEqualTo(away.id());
        as(sender).get("/api/v1/posting-changes").then().body("items[0].state", is("DONE"));
    }

    @Test
    void dueChangeThatSomethingStandsInTheWayOf_isMarkedAndHoldsUpNoOther() {
        String soon = LocalDate.now().plusDays(10).toString();
        Person other = people.learner(home);
        int blocked = abroad(soon).path("id");
        int free = wish(other.id(), Map.of("kind", "RETIREMENT", "effectiveOn", soon))
                .path("id");
        decide(receiver, blocked, "acceptance").then().statusCode(204);
        sql.run("update unit set closed_on = current_date where id = ?", away.id());
        sql.run("update posting_change set effective_on = current_date - 1 where id in (?, ?)", blocked, free);
        due.carryOutDue().await().atMost(Duration.ofSeconds(10));
        as(sender)
                .get("/api/v1/posting-changes")
                .then()
                .body("items.state", contains("DONE", "FAILED"))
                .body("items.answer", contains(null, "closed"));
        as(sender)
                .get("/api/v1/audit?subject=%d&action=posting.".formatted(person.id()))
                .then()
                .body("items.action", hasItem("posting.fail"));
        assertThat(unitNow()).isEqualTo(home.id());
    }

    @Test
    void declinedOrWithdrawn_leavesThePersonAndTellsWhy() {
        int first = abroad(DAY).path("id");
        abroad(DAY).then().statusCode(409).body("reason", is("change-waits"));
        decide(receiver, first, "refusal").then().statusCode(204);
        as(sender).get("/api/v1/posting-changes").then().body("items[0].answer", is("已核实情况"));
        int second = abroad(DAY).path("id");
        decide(receiver, second, "withdrawal").then().statusCode(404);
        decide(sender, second, "withdrawal").then().statusCode(204);
        decide(receiver, second, "acceptance").then().statusCode(409).body("reason", is("decided"));
        assertThat(unitNow()).isEqualTo(home.id());
        as(receiver).get("/api/v1/posting-changes?state=WITHDRAWN").then().body("items.id", contains(second));
    }

    @Test
    void acceptedTwiceAtOnce_isDoneOnce() {
        int change = abroad(DAY).path("id");
        List<Integer> answers = IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> decide(receiver, change, "acceptance").statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(204, 409, 409, 409, 409, 409);
        assertThat(sql.number("select count(*) from posting where cadre_id = ?", person.id()))
                .isEqualTo(2);
    }

    @Test
    void retirement_disablesAndReturnEnables() {
        wish(person.id(), Map.of("kind", "RETIREMENT")).then().statusCode(201).body("state", is("DONE"));
        Logins.login(person.idNumber(), person.password()).then().statusCode(401);
        String postings = "/api/v1/cadres/%d/postings".formatted(person.id());
        as(sender).get(postings).then().body("standing", is("RETIRED")).body("items.until", contains("2026-02-28"));
        wish(person.id(), Map.of("kind", "LEAVE")).then().statusCode(409).body("reason", is("retired"));
        wish(person.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-05-01"))
                .then()
                .statusCode(201);
        Logins.login(person.idNumber(), person.password()).then().statusCode(200);
        as(sender)
                .get(postings)
                .then()
                .body("standing", is("IN_POST"))
                .body("items.from", contains("2026-05-01", "2020-09-01"));
        as(sender).get(postings + "?on=2026-04-01").then().body("items", empty());
    }

    @Test
    void leaveSecondmentAndPartTime_standBesideTheMainPosting() {
        wish(person.id(), Map.of("kind", "LEAVE", "effectiveOn", "2026-11-01"))
                .then()
                .statusCode(201);
        wish(person.id(), Map.of("kind", "LEAVE", "effectiveOn", "2026-11-02"))
                .then()
                .statusCode(409)
                .body("reason", is("overlap"));
        String postings = "/api/v1/cadres/%d/postings".formatted(person.id());
        as(sender).get(postings).then().body("standing", is("ON_LEAVE"));
        Logins.login(person.idNumber(), person.password()).then().statusCode(200);
        wish(person.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-11-10"))
                .then()
                .statusCode(201);
        as(sender).get(postings).then().body("standing", is("IN_POST"));
        Map<String, Object> beside = Map.of("kind", "PART_TIME", "to", away.name(), "post", "兼职副书记");
        int change = wish(person.id(), beside).then().statusCode(201).extract().path("id");
        decide(receiver, change, "acceptance").then().statusCode(204);
        assertThat(unitNow()).isEqualTo(home.id());
        as(receiver)
                .get("/api/v1/postings")
                .then()
                .body("items.find { it.kind == 'PART_TIME' }.name", is("测*"))
                .body("items.find { it.kind == 'PART_TIME' }.cadreId", nullValue());
        int posting = as(sender).get(postings).path("items.find { it.kind == 'PART_TIME' }.id");
        Map<String, Object> end = Map.of("kind", "END", "postingId", posting, "effectiveOn", "2026-06-01");
        wish(person.id(), end).then().statusCode(201);
        wish(person.id(), end).then().statusCode(409).body("reason", is("nothing-ends"));
        as(receiver).get("/api/v1/postings").then().body("items.kind", not(hasItem("PART_TIME")));
    }

    @Test
    void whatMakesNoSense_isRefused() {
        wish(person.id(), Map.of("kind", "RETURN")).then().statusCode(409).body("reason", is("nothing-to-return-from"));
        abroad("2020-09-01").then().statusCode(409).body("reason", is("before-posting"));
        wish(person.id(), Map.of("kind", "TRANSFER", "to", "没有这个单位", "post", "书记"))
                .then()
                .statusCode(400)
                .body("errors[0].field", is("to"));
        wish(person.id(), Map.of("kind", "TRANSFER", "toUnit", away.id(), "post", "书记"))
                .then()
                .statusCode(400)
                .body("errors[0].field", is("to"));
        Person officer = people.active(home, Role.LEARNER, Role.LIAISON);
        wish(officer.id(), Map.of("kind", "RETIREMENT")).then().statusCode(409).body("reason", is("staff"));
        as(receiver)
                .body(Map.of("kind", "LEAVE", "effectiveOn", DAY, "reason", "别人的人"))
                .post("/api/v1/cadres/%d/postings".formatted(person.id()))
                .then()
                .statusCode(404);
    }

    @Test
    void mergedUnit_leavesHistory() {
        UnitRef one = units.city(home);
        UnitRef other = units.city(home);
        Person member = people.learner(one);
        as(sender)
                .body(Map.of("unitId", other.id(), "effectiveOn", DAY))
                .post("/api/v1/units/%d/merger".formatted(one.id()))
                .then()
                .statusCode(200);
        as(sender)
                .get("/api/v1/cadres/%d/postings".formatted(member.id()))
                .then()
                .body("items.unit", contains(other.name(), one.name()))
                .body("items.from", contains(DAY, "2020-09-01"));
    }

    private Response abroad(String day) {
        return wish(person.id(), Map.of("kind", "TRANSFER", "to", away.name(), "post", "团委副书记", "effectiveOn", day));
    }

    private Response wish(long cadre, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("effectiveOn", DAY, "reason", "组织安排，见文件"));
        body.putAll(more);
        return as(sender).body(body).post("/api/v1/cadres/%d/postings".formatted(cadre));
    }

    private Response decide(String token, int change, String how) {
        return as(token).body(Map.of("reason", "已核实情况")).post("/api/v1/posting-changes/%d/%s".formatted(change, how));
    }

    private long unitNow() {
        assertThat(sql.number("select unit_id from account where id = ?", person.id()))
                .isEqualTo(sql.number("select unit_id from cadre where id = ?", person.id()));
        return sql.number("select unit_id from cadre where id = ?", person.id());
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
