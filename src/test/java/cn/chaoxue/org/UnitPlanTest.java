package cn.chaoxue.org;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnitPlanTest extends AdministeredProvince {

    @Inject
    DuePlans due;

    UnitRef other;

    @BeforeEach
    void secondCity() {
        other = units.city(province);
    }

    @Test
    void plannedChange_isMadeWhenItsDayComes() {
        int rename = plan(city, Map.of("kind", "RENAME", "name", "共青团新名市委员会", "shortName", "新名"))
                .path("id");
        UnitRef county = units.county(city);
        int move = plan(county, Map.of("kind", "MOVE", "otherUnit", other.id())).path("id");
        carryOut();
        assertThat(name(city)).isEqualTo(city.name());
        comes(rename, move);
        carryOut();
        assertThat(name(city)).isEqualTo("共青团新名市委员会");
        assertThat(sql.number("select parent_id from unit where id = ?", county.id()))
                .isEqualTo(other.id());
        as(admin).get("/api/v1/unit-plans").then().body("items.state", contains("DONE", "DONE"));
        assertThat(sql.number("select count(*) from unit_change where unit_id = ?", city.id()))
                .isEqualTo(1);
    }

    @Test
    void plannedOpening_beneathTheOwnUnitToo_isMadeOnItsDayUnlessCancelled() {
        Map<String, Object> county = Map.of("kind", "OPENING", "level", "COUNTY", "name", "共青团新区", "shortName", "新区");
        Map<String, Object> third = Map.of("kind", "OPENING", "level", "CITY", "name", "共青团新市", "shortName", "新市");
        int beneathCity = plan(city, county).path("id");
        int beneathOwn = plan(province, third).path("id");
        int never = plan(province, third).path("id");
        plan(province, Map.of("kind", "OPENING", "name", "无级别", "shortName", "无"))
                .then()
                .statusCode(400)
                .body("errors[0].field", is("level"));
        cancel(admin, never).then().statusCode(204);
        carryOut();
        assertThat(sql.number("select count(*) from unit where parent_id in (?, ?)", city.id(), province.id()))
                .isEqualTo(2);
        comes(beneathCity, beneathOwn, never);
        carryOut();
        as(admin).get("/api/v1/units?parent=" + city.id()).then().body("items.name", contains("共青团新区"));
        as(admin).get("/api/v1/units?q=新市").then().body("items.level", contains("CITY"));
        assertThat(sql.number("""
                select count(*) from unit u join unit_change c on c.unit_id = u.id
                where u.name = '共青团新市' and u.parent_id = ? and u.opened_on = current_date - 1
                """, province.id())).isOne();
    }

    @Test
    void cancelledOrRefusedChange_isNotMade() {
        people.learner(other);
        int cancelled = plan(city, Map.of("kind", "CLOSURE")).path("id");
        int refused = plan(other, Map.of("kind", "CLOSURE")).path("id");
        String stranger = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        cancel(stranger, cancelled).then().statusCode(404);
        cancel(admin, cancelled).then().statusCode(204);
        cancel(admin, cancelled).then().statusCode(404);
        comes(cancelled, refused);
        carryOut();
        as(admin)
                .get("/api/v1/unit-plans")
                .then()
                .body("items.state", contains("FAILED", "CANCELLED"))
                .body("items.answer", contains("not-empty", "区划调整推迟"));
        assertThat(sql.number("select count(*) from unit where parent_id = ? and closed_on is null", province.id()))
                .isEqualTo(2);
    }

    @Test
    void severalChangesOfOneUnitOnOneDay_areAllMadeOnce() {
        int first = plan(city, Map.of("kind", "RENAME", "name", "共青团甲市委员会", "shortName", "甲"))
                .path("id");
        int second = plan(city, Map.of("kind", "RENAME", "name", "共青团乙市委员会", "shortName", "乙"))
                .path("id");
        int still =
                plan(city, Map.of("kind", "MOVE", "otherUnit", province.id())).path("id");
        comes(first, second, still);
        InTime.done(Uni.join().all(due.carryOutDue(), due.carryOutDue()).andFailFast());
        carryOut();
        assertThat(sql.number("select count(*) from unit_plan where id in (?, ?) and state = 'DONE'", first, second))
                .isEqualTo(2);
        assertThat(sql.value("select answer from unit_plan where id = ?", still))
                .isEqualTo("same-parent");
        assertThat(sql.number("select count(*) from unit_change where unit_id = ?", city.id()))
                .isEqualTo(2);
    }

    @Test
    void planThatFailsForNow_holdsUpNoOtherAndIsMadeLater() {
        UnitRef county = units.county(city);
        int move = plan(county, Map.of("kind", "MOVE", "otherUnit", other.id())).path("id");
        int rename = plan(city, Map.of("kind", "RENAME", "name", "共青团丙市委员会", "shortName", "丙"))
                .path("id");
        comes(move, rename);
        try (Sql.Held _ = sql.hold("select 1 from unit where id = ? for key share", other.id())) {
            carryOut();
        }
        assertThat(sql.value("select state from unit_plan where id = ?", rename))
                .isEqualTo("DONE");
        assertThat(sql.value("select state from unit_plan where id = ?", move)).isEqualTo("PLANNED");
        carryOut();
        assertThat(sql.value("select state from unit_plan where id = ?", move)).isEqualTo("DONE");
    }

    @Test
    void planWithoutWhatItNeeds_isRefused() {
        plan(city, Map.of("kind", "MOVE")).then().statusCode(400).body("errors[0].field", is("otherUnit"));
        plan(city, Map.of("kind", "RENAME")).then().statusCode(400).body("errors[0].field", is("name"));
        plan(
                        city,
                        Map.of(
                                "kind",
                                "CLOSURE",
                                "effectiveOn",
                                LocalDate.now().minusDays(1).toString()))
                .then()
                .statusCode(400)
                .body("errors[0].field", is("effectiveOn"));
        plan(province, Map.of("kind", "CLOSURE")).then().statusCode(404);
        plan(city, Map.of("kind", "MOVE", "otherUnit", units.province().id()))
                .then()
                .statusCode(404);
    }

    private Response plan(UnitRef unit, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "unitId", unit.id(), "effectiveOn", LocalDate.now().plusDays(30).toString()));
        body.putAll(more);
        return as(admin).body(body).post("/api/v1/unit-plans");
    }

    private static Response cancel(String token, int id) {
        return as(token).body(Map.of("reason", "区划调整推迟")).post("/api/v1/unit-plans/%d/cancellation".formatted(id));
    }

    private void comes(int... plans) {
        for (int plan : plans) {
            sql.run("update unit_plan set effective_on = current_date - 1 where id = ?", plan);
        }
    }

    private void carryOut() {
        due.carryOutDue().await().atMost(Duration.ofSeconds(20));
    }

    private String name(UnitRef unit) {
        return (String) sql.value("select name from unit where id = ?", unit.id());
    }
}
