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

    private static Response login(Person person) {
        Response login = Logins.loginWithCookies(person.idNumber(), person.password());
        login.then().statusCode(200);
        return login;
    }
}
