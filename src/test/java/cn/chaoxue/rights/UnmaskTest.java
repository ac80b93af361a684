package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.get;
import static cn.chaoxue.rights.Grants.give;
import static cn.chaoxue.rights.Grants.withdraw;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Seeing in clear (A1.9): from above, by who holds it, to who keeps records.
@QuarkusTest
class UnmaskTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private UnitRef centre;
    private UnitRef province;
    private UnitRef city;
    private Person holder;
    private String token;
    private Person cityAdmin;

    @BeforeEach
    void grow() {
        centre = units.centre();
        province = units.province(centre);
        city = units.city(province);
        holder = people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK);
        token = people.tokenOf(holder);
        cityAdmin = people.begunBy(holder, people.active(city, Role.CITY_ADMIN));
    }

    @Test
    void administratorWithoutIt_givesItToNobody() {
        String lacking = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        give(lacking, cityAdmin, "unmask", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("not-held"));
        // What a token says is not what counts.
        String pretending = people.tokenOf(
                people.active(province, Role.PROVINCE_ADMIN), java.util.Set.of(Role.PROVINCE_ADMIN, Role.UNMASK));
        give(pretending, cityAdmin, "unmask", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("not-held"));
        String keeper = people.tokenOf(people.active(province, Role.DATABASE_ADMIN, Role.UNMASK));
        give(keeper, cityAdmin, "unmask", city, Map.of()).then().statusCode(403);
    }

    @Test
    void holderGivesIt_belowTheOwnUnitAlone() {
        Person peer = people.active(province, Role.PROVINCE_ADMIN);
        give(token, peer, "unmask", province, Map.of()).then().statusCode(409).body("reason", is("superior-needed"));
        give(token, holder, "unmask", city, Map.of()).then().statusCode(409).body("reason", is("own-account"));
        give(token, people.begunBy(holder, people.learner(city)), "unmask", city, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("keeps-no-records"));
        give(token, cityAdmin, "unmask", units.city(units.province(centre)), Map.of())
                .then()
                .statusCode(404);
        give(token, cityAdmin, "unmask", city, Map.of()).then().statusCode(201).body("grant.role", is("unmask"));
        give(token, cityAdmin, "unmask", city, Map.of()).then().statusCode(409).body("reason", is("held-already"));
        get(token, "/api/v1/units/" + city.id() + "/holders")
                .then()
                .body("items.findAll { it.role == 'unmask' }.holder.id", containsInAnyOrder((int) holder.id(), (int)
                        cityAdmin.id()));
    }

    @Test
    void nobodyGivesIt_longerThanTheyHoldIt() {
        OwnersSql.run(
                "update staff_grant set ends_at = now() + interval '1 day' where role = 'unmask' and account_id = "
                        + holder.id());
        give(token, cityAdmin, "unmask", city, Map.of()).then().statusCode(409).body("reason", is("beyond-own-term"));
        String sooner = Instant.now().plus(2, ChronoUnit.HOURS).toString();
        give(token, cityAdmin, "unmask", city, Map.of("endsAt", sooner)).then().statusCode(201);
    }

    /// Above the own records it adds to them; who holds it acts where the records are.
    @Test
    void heldAbove_countsWhereRecordsAreKept() {
        UnitRef county = units.county(city);
        Person keeper = people.begunBy(holder, people.learner(county));
        give(token, keeper, "database-admin", county, Map.of()).then().statusCode(201);
        String end = Instant.now().plus(5, ChronoUnit.MINUTES).toString();
        give(token, keeper, "unmask", city, Map.of("endsAt", end)).then().statusCode(201);
        Factors.Device device = Factors.enrolled(keeper);
        String half = Logins.login(keeper.idNumber(), keeper.password()).path("accessToken");
        Response login = Factors.present(half, device.code(0));
        login.then()
                .body("caller.unit.path", is(county.path()))
                .body("caller.roles", containsInAnyOrder("learner", "database-admin", "unmask"))
                .body("expiresInSeconds", lessThanOrEqualTo(300));
        given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", units.city(province).id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/merger".formatted(city.id()))
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(login.path("accessToken"), "/api/v1/conflicts").statusCode() == 401);
    }

    @Test
    void heldBelow_countsNotAbove() {
        Person admin = people.active(province, Role.PROVINCE_ADMIN);
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'unmask', ?, 'test')",
                admin.id(),
                city.id());
        Factors.Device device = Factors.enrolled(admin);
        String half = Logins.login(admin.idNumber(), admin.password()).path("accessToken");
        Response login = Factors.present(half, device.code(0));
        login.then().body("caller.roles", contains("province-admin"));
        given().header("Authorization", "Bearer " + login.<String>path("accessToken"))
                .contentType(ContentType.JSON)
                .body(Map.of("field", "MOBILE", "reason", "核对报名信息"))
                .post("/api/v1/cadres/%d/revelations".formatted(cityAdmin.id()))
                .then()
                .statusCode(403);
    }

    @Test
    void heldAlone_owesAPasswordAndAFactorLikeEveryRight() {
        Person alone = people.active(city, Role.UNMASK);
        Logins.login(alone.idNumber(), alone.password()).then().body("mustEnrolSecondFactor", is(true));
        sql.run("update account set must_change = true where id = ?", alone.id());
        Logins.login(alone.idNumber(), alone.password()).then().body("caller.roles", contains("change-password"));
    }

    @Test
    void withdrawnFromAbove_isVoidWithinFiveSecondsWhileTheRestStays() {
        long id = sql.number("select id from staff_grant where role = 'unmask' and account_id = ?", holder.id());
        String peer = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        withdraw(peer, (int) id).then().statusCode(409).body("reason", is("superior-needed"));
        String above = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        withdraw(above, (int) id).then().statusCode(204);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(token, "/api/v1/grants").statusCode() == 401);
        assertThat(sql.value("select roles::text from account where id = ?", holder.id()))
                .isEqualTo("{province-admin}");
        get(above, "/api/v1/grants?unit=" + province.id()).then().body("items.role", hasItem("province-admin"));
    }
}
