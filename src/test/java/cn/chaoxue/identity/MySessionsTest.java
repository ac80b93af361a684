package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MySessionsTest {

    @Inject
    Units units;

    @Inject
    People people;

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
