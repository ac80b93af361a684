package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What may become of one person between two provinces.
@QuarkusTest
class PostingTest extends TwoProvinces {

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
        List<Integer> answers = Concurrently.times(
                6, () -> decide(receiver, change, "acceptance").statusCode());
        assertThat(answers).containsExactlyInAnyOrder(204, 409, 409, 409, 409, 409);
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
        as(sender).get("/api/v1/cadres/" + person.id()).then().body("retired", is(true));
        as(sender)
                .body(Map.of("reason", "本人要求恢复"))
                .post("/api/v1/cadres/%d/account/enablement".formatted(person.id()))
                .then()
                .statusCode(409)
                .body("reason", is("retired"));
        Logins.login(person.idNumber(), person.password()).then().statusCode(401);
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
}
