package cn.chaoxue.cadre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActivationTest {

    private static final String CONFIRMATION = "/api/v1/me/activation/confirmation";
    private static final Map<String, String> CHOICE = Map.of("newPassword", "my-first-choice");

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void whoActsElsewhere_seesTheOwnRecordWithTheOwnUnit() {
        UnitRef centre = units.centre();
        Person active = people.learner(units.province(centre));
        String there = people.tokenOf(
                new Person(
                        active.id(),
                        active.name(),
                        active.idNumber(),
                        active.mobile(),
                        active.password(),
                        active.roles(),
                        units.province(centre)),
                active.roles());
        bearer(there)
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("ACTIVE"))
                .body("profile.unit.id", is((int) active.unit().id()));
    }

    @Test
    void pendingPerson_seesTheOwnRecordMasked() {
        Person pending = people.pending(units.province());
        LocalDate born = SyntheticId.birthDate(pending.idNumber());
        sql.run("update cadre set in_post_until = '2099-08-31' where id = ?", pending.id());
        Response profile = bearer(initialToken(pending)).get("/api/v1/me/activation");
        profile.then()
                .statusCode(200)
                .body("state", is("PENDING"))
                .body("profile.name", is(pending.name()))
                .body("profile.mobileMasked", is(Masking.mobile(pending.mobile())))
                .body("profile.cadreClass", is("GRASSROOTS"))
                .body("profile.employment", is("FULL_TIME"))
                .body("profile.birthYear", is(born.getYear()))
                .body("profile.inPostSince", is("2020-09-01"))
                .body("profile.inPostUntil", is("2099-08-31"))
                .body("profile.emailMasked", nullValue())
                .body("profile.unit.path", is(pending.unit().path()));
        assertThat(profile.asString()).doesNotContain(pending.idNumber(), pending.mobile(), born.toString());
    }

    /// What is owed follows from that day: whoever it is wrong for finds it.
    @Test
    void ownRecord_tellsTheDayOfTheFirstAppointment() {
        Person pending = people.pending(units.province());
        String initial = initialToken(pending);
        bearer(initial).get("/api/v1/me/activation").then().body("profile.appointedOn", is("2020-09-01"));
        sql.run("update cadre set appointed_on = '2018-03-01' where id = ?", pending.id());
        bearer(initial)
                .get("/api/v1/me/activation")
                .then()
                .body("profile.appointedOn", is("2018-03-01"))
                .body("profile.inPostSince", is("2020-09-01"));
    }

    @Test
    void confirmation_activatesAndLogsIn() {
        Person pending = people.pending(units.province());
        String initial = initialToken(pending);
        Response confirmed = bearer(initial).body(CHOICE).post(CONFIRMATION);
        confirmed
                .then()
                .statusCode(200)
                .body("mustActivate", is(false))
                .body("refreshToken", notNullValue())
                .body("caller.roles", contains("learner"));
        bearer(confirmed.path("accessToken"))
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("ACTIVE"));
        Logins.me(initial).then().statusCode(401);
        Logins.login(pending.idNumber(), pending.mobile()).then().statusCode(401);
        Logins.login(pending.idNumber(), "my-first-choice").then().statusCode(200);
        assertThat(sql.number("select count(activated_at) from cadre where id = ?", pending.id()))
                .isOne();
    }

    @Test
    void confirmationOfAWebSession_answersCookies() {
        Person pending = people.pending(units.province());
        Response login = Logins.loginWithCookies(pending.idNumber(), pending.mobile());
        login.then().statusCode(200).body("mustActivate", is(true)).body("accessToken", nullValue());
        Response confirmed = given().cookie("chaoxue-access", login.cookie("chaoxue-access"))
                .header("X-Chaoxue-Session", "cookie")
                .contentType("application/json")
                .body(CHOICE)
                .post(CONFIRMATION);
        confirmed.then().statusCode(200).body("accessToken", nullValue());
        given().cookie("chaoxue-access", confirmed.cookie("chaoxue-access"))
                .get("/api/v1/me")
                .then()
                .body("roles", contains("learner"));
        assertThat(confirmed.cookie("chaoxue-refresh")).isNotBlank();
    }

    @Test
    void unfitPassword_leavesThePersonPending() {
        Person pending = people.pending(units.province());
        String token = initialToken(pending);
        for (String unfit : new String[] {
            "short", pending.mobile(), "id" + pending.idNumber().substring(6, 14)
        }) {
            bearer(token)
                    .body(Map.of("newPassword", unfit))
                    .post(CONFIRMATION)
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("newPassword"));
        }
        bearer(token).body(CHOICE).post(CONFIRMATION).then().statusCode(200);
    }

    @Test
    void twoConfirmationsAtOnce_activateOnce() {
        Person pending = people.pending(units.province());
        String token = initialToken(pending);
        var statuses = Stream.of(1, 2, 3)
                .parallel()
                .map(_ -> bearer(token).body(CHOICE).post(CONFIRMATION).statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409 || status == 401);
        assertThat(sql.number("select token_version from account where id = ?", pending.id()))
                .isEqualTo(2);
    }

    /// Other processes learn seconds later that a use of the initial password made the one before void.
    @Test
    void abandonedUse_activatesNothing() {
        Person pending = people.pending(units.province());
        String abandoned = people.tokenOf(pending, java.util.Set.of(Role.ACTIVATE));
        sql.run("update account set token_version = token_version + 1 where id = ?", pending.id());
        bearer(abandoned).body(CHOICE).post(CONFIRMATION).then().statusCode(401);
        bearer(initialToken(pending)).body(CHOICE).post(CONFIRMATION).then().statusCode(200);
    }

    /// Whoever signed in with a number that was wrong is not who the record is about.
    @Test
    void correctedNumber_endsWhatTheOneBeforeOpened() {
        Person pending = people.pending(units.province());
        String before = people.tokenOf(pending, java.util.Set.of(Role.ACTIVATE));
        String admin = people.tokenOf(people.active(pending.unit(), Role.PROVINCE_ADMIN));
        Map<String, Object> form = CadreForms.with(CadreForms.edit(0), "mobile", CadreForms.MOBILE);
        CadreForms.change(admin, pending, form).then().statusCode(200);
        bearer(before).body(CHOICE).post(CONFIRMATION).then().statusCode(401);
        Response login = Logins.login(pending.idNumber(), CadreForms.MOBILE);
        bearer(login.path("accessToken")).body(CHOICE).post(CONFIRMATION).then().statusCode(200);
    }

    @Test
    void twoUsesAtOnce_oneActivates() {
        Person pending = people.pending(units.province());
        var statuses = Stream.of(1, 2, 3)
                .parallel()
                .map(_ -> bearer(initialToken(pending))
                        .body(CHOICE)
                        .post(CONFIRMATION)
                        .statusCode())
                .toList();
        // Whoever came last holds the only token that counts, until one has activated.
        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 409 || status == 401);
        assertThat(sql.value("select status from account where id = ?", pending.id()))
                .isEqualTo("ACTIVE");
    }

    @Test
    void activePerson_cannotConfirmAgain() {
        Person learner = people.learner(units.province());
        bearer(people.tokenOf(learner)).body(CHOICE).post(CONFIRMATION).then().statusCode(403);
        bearer(people.tokenOf(learner, java.util.Set.of(Role.ACTIVATE)))
                .body(CHOICE)
                .post(CONFIRMATION)
                .then()
                .statusCode(409)
                .body("reason", is("already-active"));
        given().contentType("application/json")
                .body(CHOICE)
                .post(CONFIRMATION)
                .then()
                .statusCode(401);
    }

    private static String initialToken(Person pending) {
        return Logins.login(pending.idNumber(), pending.mobile()).path("accessToken");
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
