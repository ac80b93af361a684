package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whom the undoing of one of several resets gives the earlier password back: whom no other holds, wherever they stand.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class UndoneResetsTest extends ResetsInATree {

    private static final String MARKS = "select count(*) from activation_reset_account where reset_id = ?";

    @Test
    void unitThatLeavesWhatALaterResetIsOf_staysReset() {
        long first = doneOn(city);
        long later = doneOn(province);
        place(city, "move", units.province(centre));
        undo(first);
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(later);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    @Test
    void unitMergedAwayFromWhatALaterResetIsOf_staysReset() {
        long first = doneOn(city);
        doneOn(province);
        place(city, "merger", units.city(units.province(centre)));
        undo(first);
        assertThat(statuses(concerned)).containsOnly("PENDING");
    }

    @Test
    void unitThatComesBeneathWhatWasResetLater_isRestored() {
        UnitRef other = units.province(centre);
        long first = doneOn(city);
        doneOn(other);
        place(city, "move", other);
        undo(first);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    @Test
    void personTransferredInBetween_isJudgedByWhatWasDone() {
        UnitRef other = units.province(centre);
        Person leaver = concerned.getFirst();
        Person comer = people.learner(units.city(other));
        long first = doneOn(centre);
        doneOn(province);
        assertThat(transfer(leaver, other)).isEqualTo(201);
        assertThat(transfer(comer, city)).isEqualTo(201);
        undo(first);
        assertThat(status(leaver)).isEqualTo("PENDING");
        assertThat(status(comer)).isEqualTo("ACTIVE");
    }

    @Test
    void undoneInTheReverseOrder_restoresWithTheFirst() {
        long first = doneOn(city);
        long later = doneOn(province);
        undo(later);
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(first);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        concerned.forEach(person ->
                Logins.login(person.idNumber(), person.password()).then().statusCode(200));
    }

    @Test
    void firstUndoneWhileTheSecondIsAtWork_leavesAllToTheSecond() {
        long first = doneOn(city);
        long later = ordered(province);
        undo(first);
        work(later, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(later);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    /// The later one has come to some of them when the first is being undone.
    @Test
    void firstUndoneAmidTheSecond_leavesAllToTheSecond() {
        long first = doneOn(city);
        long later = ordered(province);
        steps(() -> sql.number(MARKS, later) > 0);
        undo(first);
        assertThat(statuses(concerned)).contains("PENDING", "ACTIVE");
        work(later, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(later);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    /// The password the second took is the last; it stays away, as its owner says that the record is wrong.
    @Test
    void passwordFromBeforeAnActivation_neverComesBack() {
        Person person = concerned.getFirst();
        long first = doneOn(city);
        activate(person);
        long later = doneOn(city);
        as(people.tokenOf(person, Set.of(Role.ACTIVATE)))
                .body(Map.of("post", "副书记"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(202);
        undo(later);
        sql.run("update amendment set state = 'REJECTED', proposed = null where cadre_id = ?", person.id());
        undo(first);
        assertThat(status(person)).isEqualTo("PENDING");
        assertThat(statuses(concerned.subList(1, 8))).containsOnly("ACTIVE");
    }

    @Test
    void passwordSetBetweenTwoResets_isTheOneThatComesBack() {
        Person person = concerned.getFirst();
        long first = doneOn(city);
        activate(person);
        long later = doneOn(city);
        undo(first);
        assertThat(status(person)).isEqualTo("PENDING");
        undo(later);
        Logins.login(person.idNumber(), person.password()).then().statusCode(401);
        Logins.login(person.idNumber(), "a-new-beginning").then().statusCode(200);
    }

    @Test
    void laterResetThatStandsForGood_keepsThePasswordAwayForGood() {
        long first = doneOn(city);
        long later = doneOn(province);
        sql.run("update activation_reset set undo_until = now() - interval '1 second' where id = ?", later);
        steps(() -> sql.number(MARKS, later) < concerned.size());
        undo(first);
        assertThat(statuses(concerned)).containsOnly("PENDING");
    }

    @Test
    void personDisabledDuringTheSecond_isCoveredAllTheSame() {
        Person person = concerned.getFirst();
        long first = doneOn(city);
        sql.run("update account set status = 'DISABLED' where id = ?", person.id());
        doneOn(province);
        sql.run("update account set status = 'PENDING' where id = ?", person.id());
        undo(first);
        assertThat(statuses(List.of(person))).containsOnly("PENDING");
    }

    @Test
    void whoIsDisabledBeforeTheirTurn_isResetAndEnabledWithoutAPassword() {
        Person person = concerned.getLast();
        long reset = begunOn(city);
        keep(person, "disablement");
        work(reset, "RESET");
        assertThat(status(person)).isEqualTo("DISABLED");
        assertThat(sql.number("select done from activation_reset where id = ?", reset))
                .isEqualTo(concerned.size());
        keep(person, "enablement");
        assertThat(status(person)).isEqualTo("PENDING");
        undo(reset);
        assertThat(status(person)).isEqualTo("ACTIVE");
    }

    @Test
    void whoIsDisabledWhenItIsUndone_isEnabledWithTheEarlierPassword() {
        Person person = concerned.getFirst();
        long reset = doneOn(city);
        keep(person, "disablement");
        undo(reset);
        assertThat(status(person)).isEqualTo("DISABLED");
        keep(person, "enablement");
        Logins.login(person.idNumber(), person.password()).then().statusCode(200);
    }

    private void keep(Person person, String what) {
        as(admin)
                .body(Map.of("reason", "名单有误，核实账号"))
                .post("/api/v1/cadres/%d/account/%s".formatted(person.id(), what))
                .then()
                .statusCode(200);
    }
}
