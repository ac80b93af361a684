package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MySessionsTest {

    private static final String PHONE = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50 NetType/WIFI";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void otherLogin_isSeenAndEndedAtOnce() {
        Person person = people.learner(units.province());
        Response lost = Logins.login(person.idNumber(), person.password());
        String here = Logins.login(person.idNumber(), person.password()).path("accessToken");
        Response seen = list(here);
        seen.then().statusCode(200).body("items.current", contains(true, false));
        end(here, seen.path("items[1].id")).then().statusCode(204);
        Logins.me(lost.path("accessToken")).then().statusCode(401);
        Logins.refresh(lost.path("refreshToken")).then().statusCode(401);
        Logins.me(here).then().statusCode(200);
        list(here).then().body("items.size()", is(1));
    }

    /// The name outlives a renewal, wherever that comes from; what the browser said of itself is kept nowhere.
    @Test
    void device_isNamedCoarselyFromTheFirstStepOn() {
        Person person = people.active(units.province(), Role.LIAISON);
        Factors.Device factor = Factors.enrolled(person);
        String half = Logins.login(person.idNumber(), person.password()).path("accessToken");
        Response login = given().header("User-Agent", PHONE)
                .header("Authorization", "Bearer " + half)
                .contentType(ContentType.JSON)
                .body(Map.of("code", factor.code(0)))
                .post("/api/v1/auth/second-factor");
        Response renewed = Logins.refresh(login.path("refreshToken"));
        Response seen = list(renewed.path("accessToken"));
        seen.then()
                .statusCode(200)
                .body("items[0].device", is("WeChat · Android"))
                .body("items[1].device", nullValue());
        assertThat(seen.asString()).doesNotContain("V2309A", "MicroMessenger");
        assertThat(sql.number(
                        "select count(*) from refresh_token t where account_id = ? and t::text like '%V2309A%'",
                        person.id()))
                .isZero();
    }

    @Test
    void deviceOfAPasswordAlone_isNamedToo() {
        Person person = people.learner(units.province());
        String here = given().header("User-Agent", PHONE)
                .contentType(ContentType.JSON)
                .body(Map.of("username", person.idNumber(), "password", person.password()))
                .post("/api/v1/auth/login")
                .path("accessToken");
        list(here).then().body("items.device", contains("WeChat · Android"));
    }

    @Test
    void deviceOfAnActivation_isNamedToo() {
        Person person = people.pending(units.province());
        String here = given().header("User-Agent", PHONE)
                .header("Authorization", "Bearer " + people.tokenOf(person, Set.of(Role.ACTIVATE)))
                .contentType(ContentType.JSON)
                .body(Map.of("newPassword", "quiet-river-stone"))
                .post("/api/v1/me/activation/confirmation")
                .path("accessToken");
        list(here).then().body("items.device", contains("WeChat · Android"));
    }

    @Test
    void loginsOfOthers_areNotThere() {
        Person mine = people.learner(units.province());
        Person other = people.learner(mine.unit());
        String theirs = Logins.login(other.idNumber(), other.password()).path("accessToken");
        String here = Logins.login(mine.idNumber(), mine.password()).path("accessToken");
        end(here, list(theirs).path("items[0].id")).then().statusCode(404);
        Logins.me(theirs).then().statusCode(200);
        assertThat(end(here, "0c6c2f0e-8f0b-4f0e-9a51-5f3a7a8d9b10").statusCode())
                .isEqualTo(404);
        list(people.tokenOf(mine, Set.of(Role.ACTIVATE))).then().statusCode(403);
    }

    private static Response list(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/me/sessions");
    }

    private static Response end(String token, String session) {
        return given().header("Authorization", "Bearer " + token).delete("/api/v1/me/sessions/" + session);
    }
}
