package cn.chaoxue.org;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A unit is closed on the day on which the last one leaves, and not before.
@QuarkusTest
class ClosingTest {

    private static final String SOON = LocalDate.now().plusDays(30).toString();

    @Inject
    DuePlans due;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void closureOnTheDayTheLastOneLeaves_waitsForThat() {
        UnitRef province = units.province();
        UnitRef city = units.city(province);
        UnitRef other = units.city(province);
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        long last = people.learner(other).id();
        int closure = post(admin, "unit-plans", Map.of("unitId", other.id(), "kind", "CLOSURE", "effectiveOn", SOON));
        Map<String, Object> leaves =
                Map.of("kind", "TRANSFER", "toUnit", city.id(), "post", "团委书记", "effectiveOn", SOON, "reason", "机构调整");
        int transfer = post(admin, "cadres/%d/postings".formatted(last), leaves);
        sql.run("update unit_plan set effective_on = current_date - 1 where id = ?", closure);
        sql.run("update posting_change set effective_on = current_date - 1 where id = ?", transfer);
        carryOut();
        assertThat(state(closure)).isEqualTo("PLANNED");
        sql.run("update posting_change set state = 'DONE' where id = ?", transfer);
        sql.run("update account set unit_id = ? where id = ?", city.id(), last);
        carryOut();
        assertThat(state(closure)).isEqualTo("DONE");
    }

    /// A guest, whoever left on a later day, and a unit that came on a later day: on each day somebody stood there.
    @Test
    void dayOnWhichSomebodyStoodThere_isRefused() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        UnitRef last = units.city(province);
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        long member = people.learner(into).id();
        long guest = people.learner(province).id();
        Map<String, Object> lent = change("SECONDMENT", into, "2026-03-01");
        post(admin, "cadres/%d/postings".formatted(guest), lent);
        end(admin, old, "merger", Map.of("unitId", into.id(), "effectiveOn", "2026-05-01"), 200);
        Map<String, Object> merger = Map.of("unitId", last.id(), "effectiveOn", "2026-04-30");
        assertThat(end(admin, into, "merger", merger, 409)).isEqualTo("later-change");
        post(admin, "cadres/%d/postings".formatted(member), change("TRANSFER", last, "2026-06-10"));
        assertThat(end(admin, into, "closure", Map.of("effectiveOn", "2026-07-01"), 409))
                .as("the guest")
                .isEqualTo("not-empty");
        post(admin, "cadres/%d/postings".formatted(guest), change("RETURN", null, "2026-06-01"));
        assertThat(end(admin, into, "closure", Map.of("effectiveOn", "2026-06-09"), 409))
                .as("who left later")
                .isEqualTo("later-change");
        end(admin, into, "closure", Map.of("effectiveOn", "2026-06-10"), 200);
    }

    /// Whoever and whatever was there last tells from which day nobody is.
    @Test
    void dayBeforeTheLastLeft_isToldFromWhichDayItCouldClose() {
        UnitRef province = units.province();
        UnitRef city = units.city(province);
        UnitRef other = units.city(province);
        UnitRef county = units.county(city);
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        long guest = people.learner(province).id();
        Map<String, Object> lent = new HashMap<>(change("SECONDMENT", city, "2026-03-01"));
        lent.put("until", "2026-06-30");
        post(admin, "cadres/%d/postings".formatted(guest), lent);
        laterThan(admin, city, "2026-06-30", "not-empty", null);
        end(admin, county, "move", Map.of("unitId", other.id(), "effectiveOn", "2026-05-01"), 200);
        laterThan(admin, city, "2026-06-30", "later-change", "2026-07-01");
        end(admin, units.city(province), "merger", Map.of("unitId", city.id(), "effectiveOn", "2026-08-01"), 200);
        laterThan(admin, city, "2026-07-01", "later-change", "2026-08-01");
        UnitRef beneath = units.county(city);
        end(admin, beneath, "closure", Map.of("effectiveOn", "2026-09-01"), 200);
        laterThan(admin, city, "2026-08-01", "later-change", "2026-09-01");
        end(admin, city, "closure", Map.of("effectiveOn", "2026-09-01"), 200);
    }

    /// What stood beneath it until then stood beneath neither of the two in between.
    @Test
    void mergerBeforeAUnitBeneathLeft_isToldFromWhichDayItCouldBe() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        UnitRef moved = units.county(old);
        String admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        end(admin, moved, "move", Map.of("unitId", units.city(province).id(), "effectiveOn", "2026-06-01"), 200);
        as(admin)
                .body(Map.of("unitId", into.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/merger".formatted(old.id()))
                .then()
                .statusCode(409)
                .body("reason", is("later-change"))
                .body("errors[0].message", is("must be 2026-06-01 or later"));
        end(admin, old, "merger", Map.of("unitId", into.id(), "effectiveOn", "2026-06-01"), 200);
    }

    private static void laterThan(String token, UnitRef unit, String day, String reason, @Nullable String possible) {
        var answer = as(token)
                .body(Map.of("effectiveOn", day))
                .post("/api/v1/units/%d/closure".formatted(unit.id()))
                .then()
                .statusCode(409)
                .body("reason", is(reason));
        if (possible != null) {
            answer.body("detail", containsString(possible))
                    .body("errors.field", contains("effectiveOn"))
                    .body("errors[0].message", is("must be " + possible + " or later"));
        }
    }

    @Test
    void whatWasPlannedAtTheUnitThatWentIntoAnother_isMadeThere() {
        UnitRef province = units.province();
        UnitRef old = units.city(province);
        UnitRef into = units.city(province);
        UnitRef beneath = units.county(old);
        UnitRef coming = units.county(units.city(province));
        String above = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
        String admin = people.tokenOf(people.active(old, Role.CITY_ADMIN));
        Map<String, Object> named = Map.of("name", "共青团新区委员会", "shortName", "新区", "effectiveOn", SOON);
        int rename = plan(admin, beneath, "RENAME", named);
        int opening = plan(
                admin,
                old,
                "OPENING",
                Map.of("name", "共青团另区委员会", "shortName", "另区", "level", "COUNTY", "effectiveOn", SOON));
        int move = plan(above, coming, "MOVE", Map.of("otherUnit", old.id(), "effectiveOn", SOON));
        end(above, old, "merger", Map.of("unitId", into.id(), "effectiveOn", "2026-05-01"), 200);
        sql.run("update unit_plan set effective_on = current_date - 1 where id in (?, ?, ?)", rename, opening, move);
        carryOut();
        assertThat(List.of(state(rename), state(opening), state(move))).containsOnly("DONE");
        assertThat(sql.number("select count(*) from unit where parent_id = ? and closed_on is null", into.id()))
                .as("renamed, opened and moved")
                .isEqualTo(3);
    }

    private static int plan(String token, UnitRef unit, String kind, Map<String, Object> more) {
        Map<String, Object> plan = new HashMap<>(more);
        plan.putAll(Map.of("unitId", unit.id(), "kind", kind));
        return post(token, "unit-plans", plan);
    }

    private static Map<String, Object> change(String kind, @Nullable UnitRef to, String day) {
        Map<String, Object> change = new HashMap<>(Map.of("kind", kind, "effectiveOn", day, "reason", "组织安排"));
        if (to != null) {
            change.putAll(Map.of("toUnit", to.id(), "post", "副书记"));
        }
        return change;
    }

    /// Yields the reason of a refusal.
    private static @Nullable String end(String token, UnitRef unit, String how, Map<String, Object> body, int status) {
        return as(token)
                .body(body)
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how))
                .then()
                .statusCode(status)
                .extract()
                .path("reason");
    }

    private static int post(String token, String what, Map<String, Object> body) {
        return as(token)
                .body(body)
                .post("/api/v1/" + what)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Object state(int plan) {
        return sql.value("select state from unit_plan where id = ?", plan);
    }

    private void carryOut() {
        due.carryOutDue().await().atMost(Duration.ofSeconds(20));
    }
}
