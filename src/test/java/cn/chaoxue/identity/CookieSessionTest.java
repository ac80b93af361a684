package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CookieSessionTest {

    private static final String ACCESS = "chaoxue-access";
    private static final String REFRESH = "chaoxue-refresh";
    private static final String DEVICE = "chaoxue-device";

    @Inject
    Units units;

    @Inject
    People people;

    @Test
    void loginForCookies_keepsTokensOutOfTheBody() {
        Response login = login(people.learner(units.province()));
        login.then().body("accessToken", nullValue()).body("refreshToken", nullValue());
        Cookie access = login.detailedCookie(ACCESS);
        assertThat(access.isHttpOnly()).isTrue();
        assertThat(access.getSameSite()).isEqualTo("Strict");
        assertThat(access.getPath()).isEqualTo("/");
        assertThat(access.isSecured()).isFalse();
        assertThat(access.hasDomain()).isFalse();
        assertThat(login.detailedCookie(REFRESH).isHttpOnly()).isTrue();
        assertThat(login.detailedCookie(REFRESH).getPath()).isEqualTo("/api/v1/auth");
        given().cookie(ACCESS, access.getValue()).get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void refreshByCookie_rotatesBothAndNeedsTheHeader() {
        Response login = login(people.learner(units.province()));
        given().noContentType()
                .cookie(REFRESH, login.cookie(REFRESH))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(403)
                .body("reason", is("csrf"));
        Response renewed = page(login).post("/api/v1/auth/refresh");
        renewed.then().statusCode(200).body("accessToken", nullValue());
        assertThat(renewed.cookie(REFRESH)).isNotEqualTo(login.cookie(REFRESH));
        given().cookie(ACCESS, renewed.cookie(ACCESS)).get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void staleAccessCookie_doesNotHinderLoginOrRefresh() {
        Response login = login(people.learner(units.province()));
        given().noContentType()
                .cookie(ACCESS, "stale")
                .cookie(REFRESH, login.cookie(REFRESH))
                .header("X-Chaoxue-Session", "cookie")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200);
        given().cookie(ACCESS, "stale").get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void logoutByCookie_takesTheCookiesAwayAndNeedsTheHeader() {
        Response login = login(people.learner(units.province()));
        given().noContentType()
                .cookie(REFRESH, login.cookie(REFRESH))
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(403);
        Response logout = page(login).post("/api/v1/auth/logout");
        logout.then().statusCode(204);
        assertThat(logout.detailedCookie(ACCESS).getMaxAge()).isZero();
        assertThat(logout.detailedCookie(REFRESH).getMaxAge()).isZero();
        page(login).post("/api/v1/auth/refresh").then().statusCode(401);
        page(login)
                .contentType("application/json")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401);
        given().cookie(ACCESS, login.cookie(ACCESS)).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void passwordChangeByCookie_goesOnWithANewCookie() {
        Person learner = people.learner(units.province());
        Response login = login(learner);
        var body = Map.of("currentPassword", learner.password(), "newPassword", "a-better-one");
        given().cookie(ACCESS, login.cookie(ACCESS))
                .contentType("application/json")
                .body(body)
                .put("/api/v1/auth/password")
                .then()
                .statusCode(403)
                .body("reason", is("csrf"));
        Response changed =
                page(login).contentType("application/json").body(body).put("/api/v1/auth/password");
        changed.then().statusCode(204);
        given().cookie(ACCESS, changed.cookie(ACCESS)).get("/api/v1/me").then().statusCode(200);
        given().cookie(ACCESS, login.cookie(ACCESS)).get("/api/v1/me").then().statusCode(401);
    }

    private static RequestSpecification page(Response login) {
        return given().noContentType()
                .cookie(ACCESS, login.cookie(ACCESS))
                .cookie(REFRESH, login.cookie(REFRESH))
                .header("X-Chaoxue-Session", "cookie");
    }

    /// Others guess at the same name from elsewhere: its owner's own browser does not wait for them.
    @Test
    void knownBrowser_doesNotWaitForTheGuessesOfOthers() {
        Person learner = people.learner(units.province());
        Person other = people.learner(units.province());
        Cookie mark = login(learner).detailedCookie(DEVICE);
        assertThat(mark.isHttpOnly()).isTrue();
        assertThat(mark.getSameSite()).isEqualTo("Strict");
        assertThat(mark.getValue()).doesNotContain(learner.idNumber());
        String foreign = login(other).cookie(DEVICE);
        for (int i = 0; i < 6; i++) {
            Logins.login(learner.idNumber(), "wrong-password").then().statusCode(401);
        }
        Logins.login(learner.idNumber(), learner.password()).then().statusCode(429);
        from(foreign, learner, learner.password()).then().statusCode(429);
        from(mark.getValue() + "x", learner, learner.password()).then().statusCode(429);
        from(mark.getValue(), learner, "wrong-password").then().statusCode(401);
        from(mark.getValue(), learner, learner.password()).then().statusCode(200);
    }

    /// Whoever knows an initial password can sign in a thousand times and keep a thousand marks.
    @Test
    void collectedMarks_shareOneCount() {
        Person learner = people.learner(units.province());
        String first = login(learner).cookie(DEVICE);
        String second = login(learner).cookie(DEVICE);
        assertThat(second).isNotEqualTo(first);
        for (int i = 0; i < 3; i++) {
            from(first, learner, "wrong-password").then().statusCode(401);
            from(second, learner, "wrong-password").then().statusCode(401);
        }
        from(first, learner, "wrong-password").then().statusCode(429);
        from(second, learner, "wrong-password").then().statusCode(429);
    }

    private static Response from(String mark, Person person, String password) {
        return given().cookie(DEVICE, mark)
                .header("X-Chaoxue-Session", "cookie")
                .contentType("application/json")
                .body(Map.of("username", person.idNumber(), "password", password))
                .post("/api/v1/auth/login");
    }

    private static Response login(Person person) {
        Response login = Logins.loginWithCookies(person.idNumber(), person.password());
        login.then().statusCode(200);
        return login;
    }
}
