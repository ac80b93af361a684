package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.act;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdministratorTest extends AdministeredProvince {

    @Test
    void issuedAdministrator_changesThePasswordAndSetsUpAFactorFirst() {
        Person newcomer = people.pending(city);
        String password = given().header("Authorization", "Bearer " + admin)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "cadreId",
                        newcomer.id(),
                        "role",
                        "city-admin",
                        "unitId",
                        city.id(),
                        "reason",
                        "新任市级管理员",
                        "oneTimePassword",
                        true))
                .post("/api/v1/grants")
                .then()
                .statusCode(201)
                .body("oneTimePassword", matchesPattern("[A-Z2-9]{4}(-[A-Z2-9]{4}){3}"))
                .extract()
                .path("oneTimePassword");
        Logins.login(newcomer.idNumber(), newcomer.mobile()).then().statusCode(401);
        Response first = Logins.login(newcomer.idNumber(), password);
        first.then().statusCode(200).body("caller.roles", contains("change-password"));
        change(first.path("accessToken"), password, "a-quiet-river").then().statusCode(204);
        Logins.login(newcomer.idNumber(), password).then().statusCode(401);
        Logins.login(newcomer.idNumber(), "a-quiet-river").then().body("mustEnrolSecondFactor", is(true));
    }

    @Test
    void reset_endsEverythingAndForcesANewFactor() {
        Person below = people.active(city, Role.CITY_ADMIN);
        Factors.Device device = Factors.enrolled(below);
        Response login = Factors.present(half(below), device.code(0));
        String password =
                act(admin, below, "reset").then().statusCode(200).extract().path("oneTimePassword");
        Logins.me(login.path("accessToken")).then().statusCode(401);
        refresh(login).then().statusCode(401);
        Logins.login(below.idNumber(), below.password()).then().statusCode(401);
        String limited = Logins.login(below.idNumber(), password).path("accessToken");
        change(limited, password, "a-quiet-river").then().statusCode(204);
        Logins.login(below.idNumber(), "a-quiet-river").then().body("mustEnrolSecondFactor", is(true));
        assertThat(sql.number("select count(*) from recovery_code where account_id = ?", below.id()))
                .isZero();
    }

    @Test
    void suspectedLeak_isOneClick() {
        Person below = people.active(city, Role.CITY_ADMIN);
        given().header("Authorization", "Bearer " + admin)
                .post("/api/v1/administrators/%d/leak".formatted(below.id()))
                .then()
                .statusCode(200);
        Logins.login(below.idNumber(), below.password()).then().statusCode(401);
        assertThat(sql.value("select action from audit_entry where subject_id = ?", below.id()))
                .isEqualTo("account.leak");
    }

    @Test
    void lostDevice_costsTheFactorAndNotThePassword() {
        Person below = people.active(city, Role.CITY_ADMIN);
        Factors.enrolled(below);
        act(admin, below, "second-factor/reset").then().statusCode(204);
        Logins.login(below.idNumber(), below.password()).then().statusCode(200).body("mustEnrolSecondFactor", is(true));
    }

    @Test
    void onlyAUnitAboveAllTheyAnswerFor_resetsAdministrators() {
        Person peer = people.active(province, Role.PROVINCE_ADMIN);
        Person straddling = people.active(city, Role.CITY_ADMIN);
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'liaison', ?, 'test')",
                straddling.id(),
                province.id());
        for (String act : new String[] {"reset", "leak", "second-factor/reset"}) {
            act(admin, peer, act).then().statusCode(409).body("reason", is("superior-needed"));
            act(admin, straddling, act).then().statusCode(409).body("reason", is("superior-needed"));
            act(admin, people.learner(city), act).then().statusCode(404);
            act(admin, people.active(units.province(), Role.PROVINCE_ADMIN), act)
                    .then()
                    .statusCode(404);
        }
        Person self = people.active(province, Role.PROVINCE_ADMIN);
        act(people.tokenOf(self), self, "leak").then().statusCode(409).body("reason", is("own-account"));
    }

    private static String half(Person person) {
        return Logins.login(person.idNumber(), person.password()).path("accessToken");
    }

    private static Response change(String token, String current, String fresh) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("currentPassword", current, "newPassword", fresh))
                .put("/api/v1/auth/password");
    }

    private static Response refresh(Response login) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", login.<String>path("refreshToken")))
                .post("/api/v1/auth/refresh");
    }
}
