package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.act;
import static cn.chaoxue.rights.Grants.give;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who hands out a password may be who signs in with it: no right goes that way to who does not hold it, or not as
/// long.
@QuarkusTest
class HandoverTest {

    private static final Map<String, Object> AS_IT_IS = Map.of();
    private static final Map<String, Object> WITH_A_PASSWORD = Map.of("oneTimePassword", true);

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    private UnitRef province;
    private UnitRef city;
    private UnitRef county;
    private Person holder;
    private String clear;
    private String below;

    @BeforeEach
    void grow() {
        province = units.province();
        city = units.city(province);
        county = units.county(city);
        holder = people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK);
        clear = people.tokenOf(holder);
        below = people.tokenOf(people.active(city, Role.CITY_ADMIN));
    }

    @Test
    void whoseOwnEndsSooner_doesNotTakeOverWhoSeesLonger() {
        Person longer = people.active(county, Role.DATABASE_ADMIN, Role.UNMASK);
        ends(holder, "1 day");
        for (String act : new String[] {"reset", "leak", "second-factor/reset"}) {
            act(clear, longer, act).then().statusCode(409).body("reason", is("holder-unmasks"));
        }
        give(clear, longer, "liaison", county, untilTheNextHour(true))
                .then()
                .statusCode(409)
                .body("reason", is("holder-unmasks"));
        ends(longer, "30 days");
        act(clear, longer, "reset").then().statusCode(409).body("reason", is("holder-unmasks"));
        ends(longer, "23 hours");
        act(clear, longer, "second-factor/reset").then().statusCode(204);
        act(clear, longer, "reset").then().statusCode(200);
    }

    @Test
    void passwordFromWhoDoesNotSeeInClear_doesNotCarryIt() {
        Person keeper = people.active(county, Role.DATABASE_ADMIN);
        act(below, keeper, "reset").then().statusCode(200);
        changed(keeper);
        give(clear, keeper, "unmask", county, AS_IT_IS)
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        give(clear, keeper, "unmask", county, WITH_A_PASSWORD).then().statusCode(201);
        assertThat(sql.number("select handed_by from account where id = ?", keeper.id()))
                .isEqualTo(holder.id());
    }

    @Test
    void passwordFromWhoSeesInClearForAsLong_carriesIt() {
        Person keeper = people.active(county, Role.DATABASE_ADMIN);
        String beside = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK));
        act(beside, keeper, "reset").then().statusCode(200);
        changed(keeper);
        give(clear, keeper, "unmask", county, AS_IT_IS).then().statusCode(201);
        Person other = people.active(county, Role.DATABASE_ADMIN);
        ends(holder, "1 day");
        act(clear, other, "reset").then().statusCode(200);
        changed(other);
        give(beside, other, "unmask", county, AS_IT_IS)
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        give(beside, other, "unmask", county, untilTheNextHour(false)).then().statusCode(201);
    }

    /// Whoever keeps the record can set the number that is the initial password, and whoever knows the person knows it.
    @Test
    void initialPassword_carriesNoRightLater() {
        Person newcomer = people.pending(county);
        activated(newcomer);
        needsAnother(newcomer, "report-viewer");
        give(clear, newcomer, "report-viewer", county, WITH_A_PASSWORD).then().statusCode(201);
        give(clear, newcomer, "liaison", county, AS_IT_IS).then().statusCode(201);
        give(below, newcomer, "course-operator", county, AS_IT_IS).then().statusCode(201);
    }

    /// Only where nobody in the account gains anything does it matter no more how it began.
    @Test
    void whoHoldsAsMuchAlready_isGivenMoreWithThePasswordThereIs() {
        Person administrator = people.active(city, Role.CITY_ADMIN);
        give(clear, administrator, "liaison", city, AS_IT_IS).then().statusCode(201);
        needsAnother(administrator, "report-viewer", province);
        give(clear, administrator, "unmask", city, AS_IT_IS)
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
    }

    @Test
    void resetToTheInitialPassword_losesWhatCarriedARight() {
        Person keeper = people.begunBy(holder, people.learner(county));
        given().header("Authorization", "Bearer " + below)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "本人忘记密码"))
                .post("/api/v1/cadres/%d/account/reset".formatted(keeper.id()))
                .then()
                .statusCode(200);
        activated(keeper);
        needsAnother(keeper, "database-admin");
        give(clear, keeper, "database-admin", county, WITH_A_PASSWORD).then().statusCode(201);
        give(clear, keeper, "unmask", county, WITH_A_PASSWORD).then().statusCode(201);
    }

    @Test
    void passwordFromBelow_carriesNoRightAbove() {
        Person keeper = people.active(county, Role.DATABASE_ADMIN);
        act(below, keeper, "reset").then().statusCode(200);
        give(clear, keeper, "report-viewer", county, AS_IT_IS).then().statusCode(201);
        give(clear, keeper, "report-viewer", province, AS_IT_IS)
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        changed(keeper);
        give(clear, keeper, "report-viewer", province, AS_IT_IS)
                .then()
                .statusCode(409)
                .body("reason", is("one-time-password-needed"));
        give(clear, keeper, "report-viewer", province, WITH_A_PASSWORD).then().statusCode(201);
    }

    /// By whoever knows the number.
    private void activated(Person person) {
        given().header("Authorization", "Bearer " + people.tokenOf(person, Set.of(Role.ACTIVATE)))
                .contentType(ContentType.JSON)
                .body(Map.of("newPassword", "a-quiet-river"))
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
    }

    private void needsAnother(Person person, String role) {
        needsAnother(person, role, county);
    }

    private void needsAnother(Person person, String role, UnitRef over) {
        give(clear, person, role, over, AS_IT_IS).then().statusCode(409).body("reason", is("one-time-password-needed"));
    }

    private static Map<String, Object> untilTheNextHour(boolean password) {
        String end = Instant.now().plus(1, ChronoUnit.HOURS).toString();
        return Map.of("oneTimePassword", password, "endsAt", end);
    }

    /// Whoever did.
    private void changed(Person person) {
        sql.run("update account set must_change = false where id = ?", person.id());
    }

    private static void ends(Person person, String in) {
        OwnersSql.run("update staff_grant set ends_at = now() + interval '%s' where role = 'unmask' and account_id = %d"
                .formatted(in, person.id()));
    }
}
