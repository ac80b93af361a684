package cn.chaoxue.org;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A unit is closed on the day on which the last one leaves.
@QuarkusTest
class PlannedClosureTest {

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

    private static int post(String token, String what, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
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
