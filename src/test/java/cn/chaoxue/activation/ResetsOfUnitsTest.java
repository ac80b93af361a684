package cn.chaoxue.activation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Resets still at work when their unit, or one beneath it, goes elsewhere: whoever was to be reset is.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class ResetsOfUnitsTest {

    @Inject
    ResetWork work;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef province;
    UnitRef city;
    UnitRef county;
    UnitRef heir;
    List<Person> concerned;
    Person other;
    String admin;

    @BeforeEach
    void cityWithACountyAndTheOneItGoesInto() {
        centre = units.centre();
        province = units.province(centre);
        city = units.city(province);
        county = units.county(city);
        heir = units.city(province);
        concerned = Stream.of(city, county)
                .flatMap(unit -> IntStream.range(0, 4).mapToObj(_ -> people.learner(unit)))
                .toList();
        other = people.learner(heir);
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
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

        as(admin)
                .body(Map.of("unitId", heir.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/merger".formatted(city.id()))
                .then()
                .statusCode(409)
                .body("reason", equalTo("reset-at-work"));

        work(reset, "RESET");
        place(city, "merger", heir);
        assertThat(statuses(concerned)).containsOnly("PENDING");
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

    /// Some are reset, and not all.
    private long begunOn(UnitRef unit) {
        int reset = as(admin)
                .body(Map.of("unitId", unit.id(), "reason", "试点省份重新激活"))
                .post("/api/v1/activation-resets")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        while (sql.number("select done from activation_reset where id = ?", (long) reset) == 0) {
            step();
        }
        return reset;
    }

    private void undo(long reset) {
        as(admin)
                .body(Map.of("reason", "单位选错了"))
                .post("/api/v1/activation-resets/%d/undoing".formatted(reset))
                .then()
                .statusCode(202);
        work(reset, "UNDONE");
    }

    private void place(UnitRef unit, String how, UnitRef to) {
        as(admin)
                .body(Map.of("unitId", to.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how))
                .then()
                .statusCode(200);
    }

    private List<Object> statuses(List<Person> some) {
        return some.stream()
                .map(person -> sql.value("select status from account where id = ?", person.id()))
                .toList();
    }

    /// Resets of other tests may be under way first.
    private void work(long reset, String state) {
        while (!state.equals(sql.value("select state from activation_reset where id = ?", reset))) {
            step();
        }
    }

    private void step() {
        work.step().await().atMost(Duration.ofSeconds(30));
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
