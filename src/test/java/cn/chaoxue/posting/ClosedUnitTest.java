package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody comes back to a unit that is no more and went into no other: the return names the one that takes them.
@QuarkusTest
class ClosedUnitTest extends TwoProvinces {

    private static final String SOON = LocalDate.now().plusDays(10).toString();

    @Inject
    DuePostings due;

    private UnitRef city;
    private Person retired;

    @BeforeEach
    void somebodyRetired() {
        city = units.city(home);
        retired = people.learner(city);
        wish(retired.id(), Map.of("kind", "RETIREMENT")).then().statusCode(201);
    }

    @Test
    void returnFromRetirement_isRefusedNowAndPlanned() {
        close();
        for (String day : List.of("2026-06-01", SOON)) {
            back(day).then().statusCode(409).body("reason", is("unit-needed")).body("errors.field", contains("toUnit"));
        }
        assertThat(status(retired)).isEqualTo("DISABLED");
    }

    @Test
    void unitClosedAfterTheReturnWasPlanned_failsItAndHoldsUpNoOther() {
        int change = back(SOON).then().statusCode(201).extract().path("id");
        Person leaving = people.learner(home);
        wish(leaving.id(), Map.of("kind", "RETIREMENT", "effectiveOn", SOON))
                .then()
                .statusCode(201);
        close();
        dueNow(retired, leaving);
        as(sender)
                .get("/api/v1/posting-changes?cadre=" + retired.id())
                .then()
                .body("items.find { it.id == %d }.state".formatted(change), is("FAILED"))
                .body("items.find { it.id == %d }.answer".formatted(change), is("unit-needed"));
        assertThat(status(retired)).isEqualTo("DISABLED");
        assertThat(status(leaving)).isEqualTo("DISABLED");
    }

    /// Closed by hand, with somebody away: who is away belongs to it still.
    @Test
    void returnFromLeave_isRefusedUnlessAnotherUnitTakesThePerson() {
        Person away = people.learner(city);
        wish(away.id(), Map.of("kind", "LEAVE")).then().statusCode(201);
        sql.run("update unit set closed_on = current_date where id = ?", city.id());
        wish(away.id(), Map.of("kind", "RETURN", "effectiveOn", "2026-06-01"))
                .then()
                .statusCode(409)
                .body("reason", is("unit-needed"));
        as(sender)
                .get("/api/v1/cadres/%d/postings?on=2026-06-01".formatted(away.id()))
                .then()
                .body("items.findAll { it.kind == 'LEAVE' }.kind", contains("LEAVE"));
        UnitRef town = units.city(home);
        Map<String, Object> there =
                Map.of("kind", "RETURN", "toUnit", town.id(), "post", "副书记", "effectiveOn", "2026-06-01");
        wish(away.id(), there).then().statusCode(201);
        as(sender)
                .get("/api/v1/cadres/%d/postings?on=2026-06-01".formatted(away.id()))
                .then()
                .body("items.kind", contains("MAIN"))
                .body("items.unit", contains(town.name()));
    }

    private Response back(String day) {
        return wish(retired.id(), Map.of("kind", "RETURN", "effectiveOn", day));
    }

    private void close() {
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(Map.of("effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/closure".formatted(city.id()))
                .then()
                .statusCode(200);
    }

    private void dueNow(Person... some) {
        for (Person one : some) {
            sql.run(
                    "update posting_change set effective_on = current_date where cadre_id = ? and state = 'ACCEPTED'",
                    one.id());
        }
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
    }

    private Object status(Person one) {
        return sql.value("select status from account where id = ?", one.id());
    }
}
