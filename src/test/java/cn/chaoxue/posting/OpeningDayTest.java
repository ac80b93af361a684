package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody stood in a unit before it was opened.
@QuarkusTest
class OpeningDayTest extends ThreeCities {

    private static final String OPENED = "2026-06-01";

    private Person member;

    @BeforeEach
    void unitOfThisYear() {
        member = people.learner(one);
        sql.run("update unit set opened_on = ?::date where id = ?", OPENED, third.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRANSFER", "SECONDMENT", "PART_TIME"})
    void postBeforeTheUnitWasOpened_isRefusedWithTheDay(String kind) {
        wishOn(kind, "2026-05-31")
                .then()
                .statusCode(409)
                .body("reason", is("before-opening"))
                .body("errors.field", contains("effectiveOn"))
                .body("errors.message", contains("must be 2026-06-01 or later"));
        wishOn(kind, OPENED).then().statusCode(201);
        assertThat(at(member, "2026-05-31")).containsExactly(one.id());
    }

    @Test
    void postCarriedOutBeforeTheUnitWasOpened_fails() {
        wishOn("TRANSFER", LocalDate.now().plusDays(10).toString()).then().statusCode(201);
        carryOut(member, "2026-05-01");
        as(sender)
                .get("/api/v1/posting-changes?cadre=" + member.id())
                .then()
                .body("items.state", contains("FAILED"))
                .body("items.answer", contains("before-opening"));
    }

    @Test
    void mergerIntoAUnitThatWasOpenedLater_isRefusedWithTheDay() {
        place(one, "merger", third, "2026-05-01")
                .then()
                .statusCode(409)
                .body("errors.message", contains("must be 2026-06-01 or later"));
        place(one, "merger", third, OPENED).then().statusCode(200);
        assertThat(at(member, "2026-05-31")).containsExactly(one.id());
        assertThat(at(member, OPENED)).containsExactly(third.id());
    }

    private Response wishOn(String kind, String day) {
        Map<String, Object> all = new HashMap<>(to(third));
        all.putAll(Map.of("kind", kind, "effectiveOn", day));
        return wish(member.id(), all);
    }
}
