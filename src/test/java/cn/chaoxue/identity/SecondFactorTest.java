package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SecondFactorTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private Person admin;

    @BeforeEach
    void somebody() {
        admin = people.active(units.province(), Role.PROVINCE_ADMIN, Role.LEARNER);
    }

    @Test
    void firstLogin_doesNothingButSetTheFactorUp() {
        Response login = Logins.login(admin.idNumber(), admin.password());
        login.then()
                .statusCode(200)
                .body("mustEnrolSecondFactor", is(true))
                .body("refreshToken", nullValue())
                .body("caller.roles", contains("enrol-second-factor"));
        String token = login.path("accessToken");
        for (String path : List.of("/api/v1/units", "/api/v1/postings", "/api/v1/me/sessions", "/api/v1/me/rights")) {
            Factors.get(token, path).then().statusCode(403);
        }
        Factors.present(token, "123456").then().statusCode(403);
        Factors.get(token, "/api/v1/me/second-factor").then().statusCode(200).body("enrolled", is(false));
    }

    /// Other processes learn of a reset seconds later: meanwhile nobody sets up the factor of who comes next.
    @Test
    void tokenFromBeforeAReset_setsNoFactorUp() {
        String before = people.tokenOf(admin, Set.of(Role.ENROL));
        Map<String, Object> nothing = Map.of();
        String offer = "/api/v1/me/second-factor/enrolment";
        String secret = Factors.post(before, offer, nothing).path("secret");
        sql.run("update account set token_version = token_version + 1 where id = ?", admin.id());
        Factors.post(before, offer, nothing).then().statusCode(401);
        Factors.confirmation(before, new Factors.Device(secret, List.of()))
                .then()
                .statusCode(401);
        assertThat(sql.number("select count(secret) from second_factor where account_id = ?", admin.id()))
                .isZero();
    }

    @Test
    void confirmedFactor_answersRecoveryCodesOnceAndAWholeLogin() {
        Response confirmed = Factors.enrolment(admin);
        confirmed
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("recoveryCodes", hasSize(10))
                .body("login.refreshToken", notNullValue())
                .body("login.caller.roles", contains("learner", "province-admin"));
        String token = confirmed.path("login.accessToken");
        Factors.get(token, "/api/v1/postings").then().statusCode(200);
        Factors.get(token, "/api/v1/me/second-factor")
                .then()
                .body("enrolled", is(true))
                .body("recoveryCodesLeft", is(10));
        Logins.refresh(confirmed.path("login.refreshToken"))
                .then()
                .statusCode(200)
                .body("caller.roles", contains("learner", "province-admin"));
    }

    @Test
    void wrongFirstCode_leavesTheFactorUnset() {
        String token = Factors.halfWay(admin);
        Factors.post(token, "/api/v1/me/second-factor/confirmation", Map.of("code", "000000"))
                .then()
                .statusCode(400);
        Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of())
                .then()
                .statusCode(200);
        Factors.post(token, "/api/v1/me/second-factor/confirmation", Map.of("code", "000000"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("code"));
        Logins.login(admin.idNumber(), admin.password()).then().body("mustEnrolSecondFactor", is(true));
    }

    @Test
    void loginWithAFactor_takesTwoSteps() {
        Factors.Device device = Factors.enrolled(admin);
        Response half = Logins.login(admin.idNumber(), admin.password());
        half.then()
                .body("mustPresentSecondFactor", is(true))
                .body("refreshToken", nullValue())
                .body("caller.roles", contains("second-factor"));
        String token = half.path("accessToken");
        Factors.get(token, "/api/v1/postings").then().statusCode(403);
        Factors.get(token, "/api/v1/me/second-factor").then().statusCode(403);
        Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of())
                .then()
                .statusCode(403);
        Logins.changePassword(token, admin.password(), "a-quiet-river").then().statusCode(403);
        Factors.present(token, device.code(0))
                .then()
                .statusCode(200)
                .body("refreshToken", notNullValue())
                .body("caller.roles", contains("learner", "province-admin"));
    }

    @Test
    void codeTakenBefore_isRefused() {
        Factors.Device device = Factors.enrolled(admin);
        String code = device.code(0);
        Factors.present(Factors.halfWay(admin), code).then().statusCode(200);
        Factors.present(Factors.halfWay(admin), code).then().statusCode(400).body("errors.field", contains("code"));
    }

    @Test
    void recoveryCode_worksOnce() {
        Factors.Device device = Factors.enrolled(admin);
        String code = device.recoveryCodes().getFirst();
        Response login = Factors.present(Factors.halfWay(admin), code.toLowerCase(java.util.Locale.ROOT));
        login.then().statusCode(200);
        Factors.get(login.path("accessToken"), "/api/v1/me/second-factor")
                .then()
                .body("recoveryCodesLeft", is(9));
        Factors.present(Factors.halfWay(admin), code).then().statusCode(400);
        Response renewed = Factors.post(
                login.path("accessToken"), "/api/v1/me/second-factor/recovery-codes", Map.of("code", device.code(1)));
        renewed.then().statusCode(200).body("recoveryCodes", hasSize(10)).body("login", nullValue());
        Factors.present(Factors.halfWay(admin), device.recoveryCodes().getLast())
                .then()
                .statusCode(400);
    }

    @Test
    void guessing_isBrakedAndInTheEndLocked() {
        Factors.Device device = Factors.enrolled(admin);
        String token = Factors.halfWay(admin);
        for (int i = 0; i < 6; i++) {
            Factors.present(token, "00000" + i).then().statusCode(400);
        }
        Factors.present(token, device.code(0)).then().statusCode(429).header("Retry-After", notNullValue());
        Person other = people.active(units.province(), Role.PROVINCE_ADMIN);
        Factors.Device locked = Factors.enrolled(other);
        sql.run("update second_factor set failures = 50 where account_id = ?", other.id());
        Factors.present(Factors.halfWay(other), locked.code(0))
                .then()
                .statusCode(409)
                .body("reason", is("second-factor-locked"));
    }

    @Test
    void newDevice_needsACodeOfTheOldOne() {
        Factors.Device device = Factors.enrolled(admin);
        String token = Factors.present(Factors.halfWay(admin), device.code(0)).path("accessToken");
        Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of())
                .then()
                .statusCode(400);
        String secret = Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of("code", device.code(1)))
                .path("secret");
        Factors.Device fresh = new Factors.Device(secret, List.of());
        Factors.confirmation(token, fresh).then().statusCode(200).body("login", nullValue());
        Factors.present(Factors.halfWay(admin), fresh.code(0)).then().statusCode(200);
    }

    @Test
    void forcedPasswordChange_stillLeavesTheFactorOwed() {
        sql.run("update account set must_change = true where id = ?", admin.id());
        Response login = Logins.loginWithCookies(admin.idNumber(), admin.password());
        login.then().body("mustChangePassword", is(true)).body("caller.roles", contains("change-password"));
        String cookie = login.cookie("chaoxue-access");
        assertThat(login.cookie("chaoxue-refresh")).isEmpty();
        assertThat(login.detailedCookie("chaoxue-refresh").getMaxAge()).isZero();
        Response changed = io.restassured.RestAssured.given()
                .cookie("chaoxue-access", cookie)
                .header("X-Chaoxue-Session", "cookie")
                .contentType("application/json")
                .body(Map.of("currentPassword", admin.password(), "newPassword", "a-quiet-river"))
                .put("/api/v1/auth/password");
        changed.then().statusCode(204);
        Logins.me(changed.cookie("chaoxue-access"))
                .then()
                .body("mustEnrolSecondFactor", is(true))
                .body("roles", contains("enrol-second-factor"));
    }

    @Test
    void rightGivenDuringALogin_waitsForTheNextOne() {
        Person learner = people.learner(admin.unit());
        Response login = Logins.login(learner.idNumber(), learner.password());
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'liaison', ?, 'test')",
                learner.id(),
                learner.unit().id());
        Logins.refresh(login.path("refreshToken")).then().statusCode(200).body("caller.roles", contains("learner"));
        Logins.login(learner.idNumber(), learner.password())
                .then()
                .body("caller.roles", contains("enrol-second-factor"));
    }

    @Test
    void enrolmentWithoutACode_isNoGuess() {
        Factors.Device device = Factors.enrolled(admin);
        String token = Factors.present(Factors.halfWay(admin), device.code(0)).path("accessToken");
        for (int i = 0; i < 12; i++) {
            Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of())
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("code"));
        }
        assertThat(sql.number(
                        "select count(*) from audit_entry where actor_id = ? and action = 'login.refused'", admin.id()))
                .isZero();
        assertThat(sql.number("select failures from second_factor where account_id = ?", admin.id()))
                .isZero();
        Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of("code", device.code(1)))
                .then()
                .statusCode(200);
    }

    @Test
    void wrongCodeOfAnEnrolment_isInTheAuditLog() {
        String token = Factors.halfWay(admin);
        Factors.post(token, "/api/v1/me/second-factor/enrolment", Map.of())
                .then()
                .statusCode(200);
        Factors.post(token, "/api/v1/me/second-factor/confirmation", Map.of("code", "000000"))
                .then()
                .statusCode(400);
        assertThat(sql.number(
                        "select count(*) from audit_entry where actor_id = ? and action = 'login.refused'", admin.id()))
                .isOne();
    }

    @Test
    void loginThatOwesAStep_tellsNothingOfTheRecord() {
        Factors.get(Factors.halfWay(admin), "/api/v1/me/activation").then().statusCode(403);
        Factors.enrolled(admin);
        Factors.get(Factors.halfWay(admin), "/api/v1/me/activation").then().statusCode(403);
        Person forced = people.learner(admin.unit());
        sql.run("update account set must_change = true where id = ?", forced.id());
        Factors.get(Factors.halfWay(forced), "/api/v1/me/activation").then().statusCode(403);
    }

    @Test
    void pendingHolderOfARight_activatesAtHome() {
        Person newcomer = people.pending(units.city(admin.unit()));
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'liaison', ?, 'test')",
                newcomer.id(),
                admin.unit().id());
        Logins.login(newcomer.idNumber(), newcomer.mobile())
                .then()
                .body("caller.unit.path", is(newcomer.unit().path()))
                .body("caller.roles", contains("activate"));
    }

    @Test
    void everyStep_isInTheAuditLog() {
        Factors.Device device = Factors.enrolled(admin);
        String token = Factors.halfWay(admin);
        Factors.present(token, "000000").then().statusCode(400);
        Factors.present(token, device.code(0)).then().statusCode(200);
        assertThat(sql.value("""
                select string_agg(action, ' ' order by seq) from audit_entry where actor_id = ? and action <> 'login.password'
                """, admin.id())).isEqualTo("factor.enrol login.refused login.success");
    }
}
