package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Refusals;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import de.mkammerer.argon2.Argon2Factory;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void rightPassword_answersTokensAndCaller() {
        Person learner = people.learner(units.province());
        String token = Logins.login(learner.idNumber(), learner.password())
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("mustActivate", is(false))
                .body("mustChangePassword", is(false))
                .body("refreshToken", notNullValue())
                .body("caller.id", is((int) learner.id()))
                .body("caller.roles", contains("learner"))
                .body("caller.unit.path", is(learner.unit().path()))
                .extract()
                .path("accessToken");
        Logins.me(token)
                .then()
                .statusCode(200)
                .body("id", is((int) learner.id()))
                .body("name", is(learner.name()))
                .body("roles", contains("learner"))
                .body("mustActivate", is(false));
    }

    @Test
    void smallXAndBlanksInTheName_areForgiven() {
        Person learner = people.learner(units.province());
        String typed = " " + learner.idNumber().toLowerCase(Locale.ROOT) + " ";
        Logins.login(typed, learner.password()).then().statusCode(200);
    }

    @Test
    void unknownKnownDisabledAndPendingNames_areRefusedAlike() {
        Person known = people.learner(units.province());
        Person pending = people.pending(units.province());
        Person disabled = people.learner(units.province());
        sql.run("update account set status = 'DISABLED' where id = ?", disabled.id());
        List<Response> refusals = List.of(
                Logins.login(SyntheticId.of(14_999_999), "wrong-password"),
                Logins.login("not an id at all", "wrong-password"),
                Logins.login(known.idNumber(), "wrong-password"),
                Logins.login(pending.idNumber(), "wrong-password"),
                Logins.login(disabled.idNumber(), disabled.password()));
        assertThat(refusals).allMatch(refusal -> refusal.statusCode() == 401);
        assertThat(refusals.stream().map(Refusals::told).distinct()).hasSize(1);
        assertThat(refusals.stream().map(Response::contentType).distinct()).containsExactly("application/problem+json");
    }

    @Test
    void missingFields_areNamed() {
        given().contentType("application/json")
                .body("{\"username\":\"\"}")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400)
                .body("type", is("https://chaoxue.cn/problems/invalid-request"))
                .body("errors.field.sort()", contains("password", "username"));
        given().contentType("application/json")
                .post("/api/v1/auth/login")
                .then()
                .statusCode(400);
    }

    @Test
    void initialPassword_winsOnlyAnActivationToken() {
        Person pending = people.pending(units.province());
        Response login = Logins.login(pending.idNumber(), pending.mobile());
        login.then()
                .statusCode(200)
                .body("mustActivate", is(true))
                .body("refreshToken", nullValue())
                .body("caller.roles", contains("activate"));
        String token = login.path("accessToken");
        Logins.me(token).then().statusCode(200).body("mustActivate", is(true));
        given().header("Authorization", "Bearer " + token)
                .get("/test/probe")
                .then()
                .statusCode(403);
        Logins.changePassword(token, pending.mobile(), "another-Password")
                .then()
                .statusCode(403);
    }

    @Test
    void initialPasswordAgain_endsTheActivationTokenBefore() {
        Person pending = people.pending(units.province());
        String first = Logins.login(pending.idNumber(), pending.mobile()).path("accessToken");
        String second = Logins.login(pending.idNumber(), pending.mobile()).path("accessToken");
        Logins.me(first).then().statusCode(401);
        Logins.me(second).then().statusCode(200);
    }

    @Test
    void mobileOfAnActivePerson_isNoPassword() {
        Person learner = people.learner(units.province());
        Logins.login(learner.idNumber(), learner.mobile()).then().statusCode(401);
    }

    @Test
    void hashWithOldParameters_isReplacedAtLogin() {
        Person learner = people.learner(units.province());
        String weak = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id)
                .hash(1, 1024, 1, learner.password().toCharArray());
        sql.run("update account set password_hash = ? where id = ?", weak, learner.id());
        Logins.login(learner.idNumber(), learner.password()).then().statusCode(200);
        assertThat(sql.value("select password_hash from account where id = ?", learner.id()))
                .asString()
                .contains("m=19456,t=2,p=1");
        Logins.login(learner.idNumber(), learner.password()).then().statusCode(200);
    }

    @Test
    void forcedChange_limitsTheCallerUntilDone() {
        Person admin = people.active(units.province(), Role.PROVINCE_ADMIN, Role.LEARNER);
        sql.run("update account set must_change = true where id = ?", admin.id());
        Response login = Logins.login(admin.idNumber(), admin.password());
        login.then()
                .statusCode(200)
                .body("mustChangePassword", is(true))
                .body("caller.roles", contains("change-password"));
        String limited = login.path("accessToken");
        given().header("Authorization", "Bearer " + limited)
                .get("/test/probe")
                .then()
                .statusCode(403);
        Logins.changePassword(limited, admin.password(), "my-own-choice").then().statusCode(204);
        Logins.login(admin.idNumber(), "my-own-choice")
                .then()
                .statusCode(200)
                .body("mustChangePassword", is(false))
                .body("mustEnrolSecondFactor", is(true))
                .body("caller.roles", contains("enrol-second-factor"));
    }

    @Test
    void accessToken_holdsNoPersonalNumber() {
        Person learner = people.learner(units.province());
        String token = Logins.login(learner.idNumber(), learner.password()).path("accessToken");
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"sub\":\"" + learner.id() + "\"", "\"tv\":0", "\"groups\":[\"learner\"]");
        assertThat(claims).doesNotContain(learner.idNumber(), learner.mobile());
        String header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        assertThat(header).contains("\"alg\":\"HS256\"", "\"kid\":");
    }

    @Test
    void problems_neverRepeatWhatWasTyped() {
        String idNumber = SyntheticId.of(14_777_777);
        for (String body : List.of(
                "{\"username\": " + idNumber + "Z}",
                "{\"username\": \"" + idNumber + "\", \"password\": [1]}",
                "{\"username\": \"" + idNumber + "\"}")) {
            Response refusal =
                    given().contentType("application/json").body(body).post("/api/v1/auth/login");
            refusal.then().statusCode(400);
            assertThat(refusal.asString()).doesNotContain(idNumber);
        }
        assertThat(new LoginRequest(idNumber, "secret", null).toString()).doesNotContain(idNumber, "secret");
    }

    @Test
    void manyFailures_areBrakedWithRetryAfterKnownOrNot() {
        for (String name : List.of(people.learner(units.province()).idNumber(), SyntheticId.of(14_888_888))) {
            for (int i = 0; i < 6; i++) {
                Logins.login(name, "wrong-password").then().statusCode(401);
            }
            Logins.login(name, People.PASSWORD)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", notNullValue())
                    .body("type", is("https://chaoxue.cn/problems/too-many-requests"));
        }
    }

    @Test
    void rightPassword_forgetsEarlierFailures() {
        Person learner = people.learner(units.province());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                Logins.login(learner.idNumber(), "wrong-password").then().statusCode(401);
            }
            Logins.login(learner.idNumber(), learner.password()).then().statusCode(200);
        }
    }
}
