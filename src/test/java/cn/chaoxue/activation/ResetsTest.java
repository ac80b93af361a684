package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Activations of a subtree taken back.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class ResetsTest extends Activating {

    @Inject
    ResetWork work;

    @Test
    void reset_takesActivationBackAndUndoGivesItBack() {
        List<Person> some =
                IntStream.range(0, 5).mapToObj(_ -> people.learner(city)).toList();
        Person officer = people.active(city, Role.LEARNER, Role.LIAISON);
        Person elsewhere = people.learner(units.city(units.province()));
        Person first = some.getFirst();
        String session = Logins.login(first.idNumber(), first.password()).path("accessToken");
        as(admin)
                .get("/api/v1/activation-resets/preview?unit=" + province.id())
                .then()
                .body("accounts", is(5));
        int reset =
                begin().then().statusCode(202).body("total", is(5)).extract().path("id");
        finish(reset, "RESET");
        one(reset).then().body("done", is(5)).body("finishedAt", notNullValue());
        some.forEach(person -> login(person).statusCode(401));
        login(officer).statusCode(200);
        login(elsewhere).statusCode(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> Logins.me(session).statusCode() == 401);
        open(city).then().statusCode(201);
        Person again = some.getLast();
        String token = await().atMost(Duration.ofSeconds(20))
                .until(() -> Logins.login(again.idNumber(), again.mobile()).path("accessToken"), notNullValue());
        confirm(token).then().statusCode(200);
        leaked(some.get(1));
        undo(reset).then().statusCode(202).body("state", is("UNDOING"));
        finish(reset, "UNDONE");
        one(reset).then().body("restored", is(3));
        login(first).statusCode(200);
        login(again).statusCode(401);
        Logins.login(again.idNumber(), "a-new-beginning").then().statusCode(200);
        login(some.get(1)).statusCode(401);
        undo(reset).then().statusCode(409).body("reason", is("undo-over"));
        work.step().await().atMost(Duration.ofSeconds(30));
        assertThat(sql.number("select count(*) from activation_reset_account where reset_id = ?", reset))
                .isZero();
    }

    @Test
    void resetUndoneHalfWay_restoresWhatWasReset() {
        List<Person> some =
                IntStream.range(0, 5).mapToObj(_ -> people.learner(city)).toList();
        int reset = begin().path("id");
        while (sql.number("select done from activation_reset where id = ?", reset) == 0) {
            work.step().await().atMost(Duration.ofSeconds(30));
        }
        undo(reset).then().statusCode(202);
        finish(reset, "UNDONE");
        some.forEach(person -> login(person).statusCode(200));
    }

    @Test
    void undoing_sparesWhomALaterResetConcernsAndIsForNobodyBelowWhoOrderedIt() {
        people.learner(city);
        Person once = people.learner(city);
        UnitRef county = units.county(city);
        Person twice = people.learner(county);
        int first = begin().path("id");
        finish(first, "RESET");
        int later = as(admin)
                .body(Map.of("unitId", county.id(), "reason", "再次重新激活"))
                .post("/api/v1/activation-resets")
                .path("id");
        finish(later, "RESET");
        String below = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        as(below)
                .body(Map.of("reason", "下级撤销"))
                .post("/api/v1/activation-resets/%d/undoing".formatted(first))
                .then()
                .statusCode(409)
                .body("reason", is("superior-needed"));
        undo(first).then().statusCode(202);
        finish(first, "UNDONE");
        login(once).statusCode(200);
        Logins.login(once.idNumber(), once.mobile()).then().statusCode(401);
        login(twice).statusCode(401);
    }

    @Test
    void passwordsOfAResetThatStands_areForgottenInTime() {
        people.learner(city);
        int reset = begin().path("id");
        finish(reset, "RESET");
        sql.run("update activation_reset set undo_until = now() - interval '1 second' where id = ?", reset);
        work.step().await().atMost(Duration.ofSeconds(30));
        assertThat(sql.number("select count(*) from activation_reset_account where reset_id = ?", reset))
                .isZero();
        undo(reset).then().statusCode(409);
    }

    private void leaked(Person person) {
        as(admin)
                .body(Map.of("reason", "密码可能泄露"))
                .post("/api/v1/cadres/%d/account/reset".formatted(person.id()))
                .then()
                .statusCode(200);
    }

    private Response begin() {
        return as(admin).body(Map.of("unitId", city.id(), "reason", "试点省份重新激活")).post("/api/v1/activation-resets");
    }

    private Response undo(int reset) {
        return as(admin).body(Map.of("reason", "单位选错了")).post("/api/v1/activation-resets/%d/undoing".formatted(reset));
    }

    private Response one(int reset) {
        return as(admin).get("/api/v1/activation-resets/" + reset);
    }

    private void finish(int reset, String state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    work.step().await().atMost(Duration.ofSeconds(30));
                    return state.equals(one(reset).path("state"));
                });
    }

    private static io.restassured.response.ValidatableResponse login(Person person) {
        return Logins.login(person.idNumber(), person.password()).then();
    }
}
