package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Resets still at work when their unit, or one beneath it, goes elsewhere: whoever was to be reset is.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class ResetsOfUnitsTest extends ResetsInATree {

    UnitRef heir;
    Person other;

    @BeforeEach
    void theOneItGoesInto() {
        heir = units.city(province);
        other = people.learner(heir);
    }

    @Test
    void resetOfAUnitThatGoesIntoAnother_reachesAllAndItsUndoFindsThem() {
        long reset = begunOn(city);
        place(city, "merger", heir);
        work(reset, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        assertThat(statuses(List.of(other))).containsExactly("ACTIVE");
        assertThat(sql.number("select done from activation_reset where id = ?", reset))
                .isEqualTo(concerned.size());
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        assertThat(sql.number("select restored from activation_reset where id = ?", reset))
                .isEqualTo(concerned.size());
    }

    @Test
    void resetOfAUnitThatSomethingBeneathLeaves_reachesThoseWhoLeft() {
        long reset = begunOn(city);
        place(county, "move", heir);
        work(reset, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    /// Who stays beneath waits for the turn; who leaves does not.
    @Test
    void resetAbove_reachesThoseWhoseUnitGoesIntoOneElsewhere() {
        long reset = begunOn(province);
        place(city, "merger", heir);
        assertThat(statuses(concerned)).contains("ACTIVE");
        place(heir, "merger", units.city(units.province(centre)));
        assertThat(statuses(concerned)).containsOnly("PENDING");
        work(reset, "RESET");
        assertThat(sql.number("select done from activation_reset where id = ?", reset))
                .isEqualTo(concerned.size() + 1);
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    @Test
    void moreThanCanBeResetAtOnce_stayUntilTheResetIsOver() {
        IntStream.range(0, 30).forEach(_ -> people.learner(city));
        long reset = begunOn(city);

        placing(city, "merger", heir).statusCode(409).body("reason", equalTo("reset-at-work"));

        work(reset, "RESET");
        place(city, "merger", heir);
        assertThat(statuses(concerned)).containsOnly("PENDING");
    }

    @Test
    void moreThanCanBeSparedAtOnce_comeOnceTheResetIsOver() {
        List<Person> coming =
                IntStream.range(0, 30).mapToObj(_ -> people.learner(heir)).toList();
        long reset = begunOn(city);

        placing(heir, "merger", city).statusCode(409).body("reason", equalTo("reset-at-work"));

        work(reset, "RESET");
        place(heir, "merger", city);
        assertThat(statuses(coming)).containsOnly("ACTIVE");
    }

    @Test
    void resetThatTheMergedUnitOrdered_isTheOthersToSeeAndToUndo() {
        admin = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        long reset = doneOn(city);
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        UnitRef into = units.city(units.province(centre));
        place(city, "merger", into);
        admin = people.tokenOf(people.active(into, Role.CITY_ADMIN));
        as(admin)
                .get("/api/v1/activation-resets")
                .then()
                .body("items.id", contains((int) reset))
                .body("items.unit.id", contains((int) into.id()))
                .body("items.unit.name", contains(into.name()))
                .body("items.reason", contains(nullValue()));
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        assertThat(undoings(into)).isOne();
        assertThat(undoings(city)).isOne();
    }

    /// Its reason may name the unit, which is none of those over there.
    @Test
    void resetOrderedAboveTheMergedUnit_isSeenThereAlone() {
        admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        long reset = doneOn(city);
        String above = admin;
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        UnitRef into = units.city(units.province(centre));
        place(city, "merger", into);
        String one = "/api/v1/activation-resets/" + reset;
        as(people.tokenOf(people.active(into, Role.CITY_ADMIN))).get(one).then().statusCode(404);
        as(above).get(one).then().body("unit.name", equalTo(city.name()));
    }

    /// Who ordered it takes it back, and nobody else; what they wrote is not for the others.
    @Test
    void resetOrderedAboveAUnitThatMoved_isSeenByBothAndTakenBackWhereItWasOrdered() {
        admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        long reset = doneOn(city);
        String ordering = admin;
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        UnitRef other = units.province(centre);
        place(city, "move", other);
        String one = "/api/v1/activation-resets/" + reset;
        String there = people.tokenOf(people.active(other, Role.PROVINCE_ADMIN));
        as(there).get(one).then().body("unit.name", equalTo(city.name())).body("reason", nullValue());
        as(there)
                .body(Map.of("reason", "单位选错了"))
                .post(one + "/undoing")
                .then()
                .statusCode(409)
                .body("reason", equalTo("superior-needed"));
        as(ordering).get(one).then().body("unit", nullValue()).body("reason", equalTo("试点省份重新激活"));
        admin = ordering;
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        as(there).get(one).then().body("state", equalTo("UNDONE")).body("undoReason", nullValue());
        assertThat(undoings(city)).isOne();
        assertThat(undoings(province)).isOne();
        assertThat(sql.number(
                        "select count(reason) from audit_entry where action = 'activation.reset-undo' and unit_id = ?",
                        city.id()))
                .isZero();
    }

    private long undoings(UnitRef unit) {
        return sql.number(
                "select count(*) from audit_entry where action = 'activation.reset-undo' and unit_id = ?", unit.id());
    }

    /// What this process remembers of the tree is up to half a minute old.
    @Test
    void unitClosedElsewhereJustNow_isNotReset() {
        as(admin)
                .queryParam("unit", county.id())
                .get("/api/v1/activation-resets/preview")
                .then()
                .statusCode(200);
        sql.run("update unit set closed_on = current_date where id = ?", county.id());

        as(admin)
                .body(Map.of("unitId", county.id(), "reason", "试点省份重新激活"))
                .post("/api/v1/activation-resets")
                .then()
                .statusCode(404);
    }
}
