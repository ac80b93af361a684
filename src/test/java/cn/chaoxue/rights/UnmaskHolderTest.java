package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.act;
import static cn.chaoxue.rights.Grants.get;
import static cn.chaoxue.rights.Grants.give;
import static cn.chaoxue.rights.Grants.withdraw;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who sees in clear (A1.9) is nobody else's way to see in clear, and does so no longer than they keep records.
@QuarkusTest
class UnmaskHolderTest {

    private static final String HELD =
            "select count(*) from staff_grant where role = 'unmask' and over_at is null and account_id = ?";

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    EndedRights ended;

    private UnitRef centre;
    private UnitRef province;
    private UnitRef city;
    private UnitRef county;
    private Person seeing;
    private String clear;
    private String lacking;

    @BeforeEach
    void grow() {
        centre = units.centre();
        province = units.province(centre);
        city = units.city(province);
        county = units.county(city);
        seeing = people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK);
        clear = people.tokenOf(seeing);
        lacking = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
    }

    @Test
    void resetOfAHolder_byWhoLacksIt_isRefused() {
        Person holder = people.active(county, Role.DATABASE_ADMIN, Role.UNMASK);
        Object before = sql.value("select password_hash from account where id = ?", holder.id());
        for (String act : new String[] {"reset", "leak", "second-factor/reset"}) {
            act(lacking, holder, act).then().statusCode(409).body("reason", is("holder-unmasks"));
        }
        assertThat(sql.value("select password_hash from account where id = ?", holder.id()))
                .isEqualTo(before);
        act(clear, holder, "leak").then().statusCode(200);
        withdraw(lacking, unmask(holder)).then().statusCode(204);
        act(lacking, holder, "reset").then().statusCode(200);
    }

    @Test
    void giftWithAPassword_toAHolder_takesSeeingInClear() {
        Person holder = begun(Role.DATABASE_ADMIN, Role.UNMASK);
        Map<String, Object> password = Map.of("oneTimePassword", true);
        give(lacking, holder, "liaison", city, password).then().statusCode(409).body("reason", is("holder-unmasks"));
        give(lacking, holder, "liaison", city, Map.of()).then().statusCode(201);
        give(clear, holder, "report-viewer", city, password).then().statusCode(201);
    }

    /// Somebody else may know the password until its owner has changed it.
    @Test
    void whoOwesAnotherPassword_isGivenItWithAPasswordAlone() {
        Person keeper = people.active(county, Role.DATABASE_ADMIN);
        sql.run("update account set must_change = true where id = ?", keeper.id());
        give(clear, keeper, "unmask", county, Map.of())
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        give(clear, keeper, "unmask", county, Map.of("oneTimePassword", true))
                .then()
                .statusCode(201);
    }

    @Test
    void recordsNoLongerKept_endIt() {
        Person keeper = begun(Role.LEARNER);
        int keeping = give(lacking, keeper, "database-admin", county, Map.of()).path("grant.id");
        give(clear, keeper, "unmask", city, Map.of()).then().statusCode(201);
        withdraw(lacking, keeping).then().statusCode(204);
        assertThat(sql.number(HELD, keeper.id())).isZero();
        assertThat(sql.value(
                        "select action from audit_entry where subject_id = ? and unit_id = ? order by seq desc limit 1",
                        keeper.id(),
                        city.id()))
                .isEqualTo("grant.idle");
        give(lacking, keeper, "database-admin", county, Map.of()).then().statusCode(201);
        assertThat(sql.value("select roles::text from account where id = ?", keeper.id()))
                .isEqualTo("{learner,database-admin}");
    }

    @Test
    void recordsKeptElsewhereBelow_leaveIt() {
        Person keeper = begun(Role.DATABASE_ADMIN);
        int more = give(lacking, keeper, "database-admin", city, Map.of()).path("grant.id");
        give(clear, keeper, "unmask", city, Map.of()).then().statusCode(201);
        withdraw(lacking, more).then().statusCode(204);
        assertThat(sql.number(HELD, keeper.id())).isOne();
    }

    @Test
    void termOfTheRecords_endsItBeforeAnybodyWakesIt() {
        Person noted = people.active(county, Role.DATABASE_ADMIN, Role.UNMASK);
        Person unnoted = begun(Role.DATABASE_ADMIN, Role.UNMASK);
        String before = people.tokenOf(noted);
        get(before, "/api/v1/conflicts").then().statusCode(200);
        OwnersSql.run("update staff_grant set given_at = now() - interval '2 days', ends_at = now() - interval '1 hour'"
                + " where role = 'database-admin' and account_id in (%d, %d)".formatted(noted.id(), unnoted.id()));
        give(lacking, unnoted, "database-admin", county, Map.of()).then().statusCode(201);
        assertThat(sql.number(HELD, unnoted.id())).isZero();
        ended.note().await().atMost(Duration.ofSeconds(20));
        // The loop of this process may have taken it, and be about to commit.
        await().atMost(Duration.ofSeconds(20)).until(() -> sql.number(HELD, noted.id()) == 0);
        // No token outlives the day a right ends at; this one ended before its own.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(before, "/api/v1/conflicts").statusCode() == 401);
    }

    @Test
    void unitThatGoesElsewhere_leavesItBehind() {
        Person merged = begun(Role.DATABASE_ADMIN);
        UnitRef moving = units.county(city);
        Person moved = people.begunBy(seeing, people.active(moving, Role.DATABASE_ADMIN));
        give(clear, merged, "unmask", city, Map.of()).then().statusCode(201);
        give(clear, moved, "unmask", city, Map.of()).then().statusCode(201);
        place(county, "merger", units.county(city));
        assertThat(sql.number(HELD, merged.id())).isZero();
        String before = people.tokenOf(moved);
        place(moving, "move", units.city(province));
        assertThat(sql.number(HELD, moved.id())).isZero();
        assertThat(sql.number(
                        "select count(*) from audit_entry where subject_id in (?, ?) and action = 'grant.idle'"
                                + " and actor_id in (select actor_id from audit_entry where action = 'unit.move'"
                                + " and subject_id = ?)",
                        merged.id(),
                        moved.id(),
                        moving.id()))
                .as("by whoever merged and moved")
                .isEqualTo(2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> get(before, "/api/v1/conflicts").statusCode() == 401);
    }

    /// Nobody stands above the centre; those beside could not give it back to each other.
    @Test
    void administratorOfTheCentre_withdrawsItThere() {
        Person holder = people.active(centre, Role.CENTRE_ADMIN, Role.UNMASK);
        String beside = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        withdraw(beside, unmask(holder)).then().statusCode(204);
        assertThat(sql.number(HELD, holder.id())).isZero();
        give(beside, holder, "unmask", centre, Map.of()).then().statusCode(409).body("reason", is("superior-needed"));
    }

    private Person begun(Role... roles) {
        return people.begunBy(seeing, people.active(county, roles));
    }

    private int unmask(Person holder) {
        return (int)
                sql.number("select id from staff_grant where role = 'unmask' and account_id = ? limit 1", holder.id());
    }

    private void place(UnitRef unit, String change, UnitRef target) {
        given().header("Authorization", "Bearer " + lacking)
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", target.id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), change))
                .then()
                .statusCode(200);
    }
}
