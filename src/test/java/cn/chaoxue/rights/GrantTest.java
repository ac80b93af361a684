package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.get;
import static cn.chaoxue.rights.Grants.give;
import static cn.chaoxue.rights.Grants.withdraw;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrantTest extends AdministeredProvince {

    @Inject
    EndedRights ended;

    private Person cadre;

    @BeforeEach
    void cadreOfTheCity() {
        cadre = people.begunBy(administrator, people.learner(city));
    }

    @Test
    void administratorOfACity_isNamedByTheProvince() {
        give(admin, cadre, "city-admin", city, Map.of())
                .then()
                .statusCode(201)
                .body("grant.role", is("city-admin"))
                .body("grant.holder.name", is(cadre.name()))
                .body("grant.givenBy", is(administrator.name()))
                .body("grant.unit.path", is(city.path()));
        Factors.enrolled(cadre);
        give(admin, cadre, "city-admin", city, Map.of()).then().statusCode(409).body("reason", is("held-already"));
        get(admin, "/api/v1/grants?unit=" + city.id()).then().body("items.role", contains("city-admin"));
        assertThat(sql.value("select string_agg(action, ' ') from audit_entry where subject_id = ?", cadre.id())
                        .toString())
                .contains("grant.give", "factor.enrol");
    }

    @Test
    void rightsBeyondOnesOwn_areRefused() {
        String cityAdmin = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        give(cityAdmin, cadre, "city-admin", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("superior-needed"));
        give(admin, cadre, "province-admin", province, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("superior-needed"));
        give(admin, cadre, "centre-admin", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("role-level"));
        give(admin, cadre, "operator", province, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("role-level"));
        give(admin, cadre, "city-admin", units.county(city), Map.of()).then().body("reason", is("role-level"));
        give(admin, cadre, "learner", city, Map.of()).then().body("reason", is("role-level"));
        give(admin, cadre, "liaison", centre, Map.of()).then().statusCode(404);
        give(admin, people.learner(centre), "liaison", city, Map.of()).then().statusCode(404);
        give(admin, administrator, "liaison", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("own-account"));
        for (Role role : List.of(Role.LIAISON, Role.DATABASE_ADMIN, Role.REPORT_VIEWER, Role.OPERATOR)) {
            String other = people.tokenOf(people.active(centre, role));
            give(other, cadre, "report-viewer", city, Map.of()).then().statusCode(403);
        }
    }

    /// What used to be possible: a role that reaches over everything, placed far below.
    @Test
    void misplacedRoles_areRefusedByTheDatabaseItself() {
        for (String role : List.of("centre-admin", "province-admin", "operator", "learner")) {
            assertThatThrownBy(() -> sql.run(
                            "insert into staff_grant (account_id, role, unit_id, reason) values (?, ?, ?, 'test')",
                            cadre.id(),
                            role,
                            city.id()))
                    .rootCause()
                    .hasMessageMatching("(?s).*(does not fit the level|staff_grant_role_check).*");
        }
    }

    @Test
    void rightForATime_endsByItselfWhileItsHolderIsLoggedIn() {
        String later = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        give(admin, cadre, "liaison", city, Map.of("endsAt", later)).then().statusCode(201);
        Factors.Device device = Factors.enrolled(cadre);
        String half = Logins.login(cadre.idNumber(), cadre.password()).path("accessToken");
        Instant end = endsInSeconds(8);
        Response login = Factors.present(half, device.code(0));
        String held = login.path("accessToken");
        get(held, "/api/v1/postings").then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(held, "/api/v1/postings").statusCode() == 401);
        assertThat(Instant.now()).isBefore(end.plusSeconds(15));
        Response renewed = given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", login.<String>path("refreshToken")))
                .post("/api/v1/auth/refresh");
        renewed.then().statusCode(200).body("caller.roles", contains("learner"));
        ended.note().await().atMost(Duration.ofSeconds(20));
        // The loop of this process may have taken it, and be about to commit.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sql.value(
                                "select action from audit_entry where subject_id = ? order by seq desc limit 1",
                                cadre.id()))
                        .isEqualTo("grant.end"));
        assertThat(sql.value("select roles::text from account where id = ?", cadre.id()))
                .isEqualTo("{learner}");
    }

    /// What takes long is done before: little happens until the end.
    private Instant endsInSeconds(int seconds) {
        OwnersSql.run("update staff_grant set ends_at = date_trunc('second', now()) + interval '" + seconds
                + " seconds' where account_id = " + cadre.id());
        return Instant.ofEpochSecond(sql.number(
                "select extract(epoch from ends_at)::bigint from staff_grant where account_id = ?", cadre.id()));
    }

    @Test
    void rightThatWouldOutlastTheGivers_isRefused() {
        OwnersSql.run(
                "update staff_grant set ends_at = now() + interval '1 day' where account_id = " + administrator.id());
        give(admin, cadre, "liaison", city, Map.of()).then().statusCode(409).body("reason", is("beyond-own-term"));
        String later = Instant.now().plus(2, ChronoUnit.DAYS).toString();
        give(admin, cadre, "liaison", city, Map.of("endsAt", later)).then().body("reason", is("beyond-own-term"));
        String sooner = Instant.now().plus(2, ChronoUnit.HOURS).toString();
        give(admin, cadre, "liaison", city, Map.of("endsAt", sooner)).then().statusCode(201);
        give(admin, cadre, "liaison", city, Map.of("endsAt", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400);
    }

    @Test
    void withdrawnRight_isVoidWithinFiveSeconds() {
        int id = give(admin, cadre, "liaison", city, Map.of()).path("grant.id");
        String held =
                people.tokenOf(new Person(cadre.id(), cadre.name(), "", "", "", java.util.Set.of(Role.LIAISON), city));
        get(held, "/api/v1/postings").then().statusCode(200);
        String beside = people.tokenOf(people.active(units.province(centre), Role.PROVINCE_ADMIN));
        withdraw(beside, id).then().statusCode(404);
        withdraw(admin, id).then().statusCode(204);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(held, "/api/v1/postings").statusCode() == 401);
        get(admin, "/api/v1/grants?unit=" + city.id()).then().body("items.holder.id", not(hasItem((int) cadre.id())));
        withdraw(admin, id).then().statusCode(404);
    }

    @Test
    void administratorOfTheSameUnit_isWithdrawnFromAbove() {
        Person peer = people.active(province, Role.PROVINCE_ADMIN);
        long id = sql.number("select id from staff_grant where account_id = ?", peer.id());
        withdraw(admin, (int) id).then().statusCode(409).body("reason", is("superior-needed"));
        String above = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        withdraw(above, (int) id).then().statusCode(204);
    }

    @Test
    void holdersOfAUnit_areAllWhoCanSeeIt() {
        Person watcher = people.active(centre, Role.REPORT_VIEWER);
        Person aside = people.active(units.city(province), Role.LIAISON);
        give(admin, cadre, "database-admin", city, Map.of()).then().statusCode(201);
        List<Integer> holders = get(admin, "/api/v1/units/" + city.id() + "/holders")
                .then()
                .statusCode(200)
                .extract()
                .path("items.holder.id");
        assertThat(holders)
                .containsExactlyInAnyOrder((int) watcher.id(), (int) administrator.id(), (int) cadre.id())
                .doesNotContain((int) aside.id());
        get(admin, "/api/v1/units/" + city.id() + "/holders?limit=1").then().body("next", notNullValue());
    }

    /// Who has not begun signs in with the mobile number, which whoever keeps the record can change.
    @Test
    void whoHasNotActivated_isGivenNothingWithoutAOneTimePassword() {
        Person newcomer = people.pending(city);
        give(admin, newcomer, "city-admin", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        assertThat(sql.number("select count(*) from staff_grant where account_id = ?", newcomer.id()))
                .isZero();
        give(admin, newcomer, "city-admin", city, Map.of("oneTimePassword", true))
                .then()
                .statusCode(201);
    }

    @Test
    void unitThatClosedSinceItWasRead_isNotGivenOver() {
        get(admin, "/api/v1/units/" + city.id()).then().statusCode(200);
        sql.run("update unit set closed_on = current_date where id = ?", city.id());
        give(admin, cadre, "liaison", city, Map.of()).then().statusCode(409).body("reason", is("account-state"));
    }
}
