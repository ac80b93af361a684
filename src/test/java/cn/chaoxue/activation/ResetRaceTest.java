package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The undoing of a reset, and the person it would give the old password back to, at the same moment.
@QuarkusTest
class ResetRaceTest {

    private static final String NEW = "a-new-beginning";

    @Inject
    ResetWork work;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef city;
    Person person;
    String initial;
    int reset;

    @BeforeEach
    void onePersonResetAndTheUndoingAsked() {
        UnitRef province = units.province();
        city = units.city(province);
        person = people.learner(city);
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        reset = as(admin)
                .body(Map.of("unitId", city.id(), "reason", "试点省份重新激活"))
                .post("/api/v1/activation-resets")
                .path("id");
        workUntil("RESET");
        initial = people.tokenOf(person, Set.of(Role.ACTIVATE));
        as(admin)
                .body(Map.of("reason", "单位选错了"))
                .post("/api/v1/activation-resets/%d/undoing".formatted(reset))
                .then()
                .statusCode(202);
    }

    @Test
    void activationAtTheMomentOfTheUndoing_oneOfThemHolds() {
        Sql.Held held = sql.hold("select 1 from account where id = ? for update", person.id());
        List<Integer> answers = sql.together(held, List.of(this::activate, this::step));
        workUntil("UNDONE");
        boolean activated = answers.getFirst() == 200;
        Logins.login(person.idNumber(), NEW).then().statusCode(activated ? 200 : 401);
        Logins.login(person.idNumber(), person.password()).then().statusCode(activated ? 401 : 200);
        assertThat(sql.number("select restored from activation_reset where id = ?", reset))
                .isEqualTo(activated ? 0 : 1);
        assertThat(sql.number("select count(*) from cadre where id = ? and activated_at is not null", person.id()))
                .isOne();
    }

    @Test
    void amendmentAtTheMomentOfTheUndoing_neverWaitsForSomebodyActive() {
        Sql.Held held = sql.hold("select 1 from account where id = ? for update", person.id());
        sql.together(held, List.of(this::amend, this::step));
        workUntil("UNDONE");
        assertThat(sql.number("""
                select count(*) from amendment m join account a on a.id = m.cadre_id
                where m.cadre_id = ? and m.state = 'WAITING' and a.status = 'ACTIVE'
                """, person.id())).isZero();
    }

    @Test
    void amendmentAtTheMomentOfTheActivation_oneOfThemHolds() {
        Sql.Held held = sql.hold("select 1 from account where id = ? for update", person.id());
        List<Integer> answers = sql.together(held, List.of(this::amend, this::activate));
        boolean eitherFirst = answers.equals(List.of(202, 409)) || answers.getLast() == 200;
        assertThat(eitherFirst).as("%s", answers).isTrue();
        assertThat(sql.number("""
                select count(*) from amendment m join account a on a.id = m.cadre_id
                where m.cadre_id = ? and m.state = 'WAITING' and a.status = 'ACTIVE'
                """, person.id())).isZero();
    }

    /// Who holds a right never signs in with what the record says.
    @Test
    void rightGivenAtTheMomentOfTheReset_keepsThePassword() {
        Person other = people.learner(city);
        workUntil("UNDONE");
        sql.run("update activation_reset set state = 'RESETTING', last_id = 0, started_at = now() where id = ?", reset);
        Sql.Held held = sql.hold(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'liaison', ?, 'test')",
                other.id(),
                city.id());
        sql.together(held.kept(), List.of(this::step));
        workUntil("RESET");
        assertThat(sql.value("select status from account where id = ?", other.id()))
                .isEqualTo("ACTIVE");
        assertThat(sql.value("select status from account where id = ?", person.id()))
                .isEqualTo("PENDING");
    }

    private int activate() {
        return as(initial)
                .body(Map.of("newPassword", NEW))
                .post("/api/v1/me/activation/confirmation")
                .statusCode();
    }

    private int amend() {
        Response answer = as(initial).body(Map.of("post", "副书记")).post("/api/v1/me/activation/amendment");
        return answer.statusCode();
    }

    private int step() {
        return work.step().await().atMost(Duration.ofSeconds(30));
    }

    /// Resets of other tests may be under way first.
    private void workUntil(String state) {
        while (!state.equals(sql.value("select state from activation_reset where id = ?", reset))) {
            step();
        }
    }
}
