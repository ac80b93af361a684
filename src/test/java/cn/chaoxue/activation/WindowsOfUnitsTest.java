package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Windows of units that are merged or closed while they are open.
@QuarkusTest
class WindowsOfUnitsTest extends Activating {

    private static final Map<String, String> REASON = Map.of("reason", "提前结束激活");

    UnitRef heir;

    @BeforeEach
    void secondCity() {
        heir = units.city(province);
    }

    /// Nobody decided to open it for the people of the other.
    @Test
    void windowOfAUnitThatGoesIntoAnother_closesAndOnesAboveStayOpen() {
        int above = open(province).then().statusCode(201).extract().path("id");
        int own = open(city).then().statusCode(201).extract().path("id");
        end("merger", Map.of("unitId", heir.id(), "effectiveOn", "2026-05-01"));
        listed(own, notNullValue());
        listed(above, nullValue());
        as(admin)
                .get("/api/v1/audit?subject=%d&subjectKind=unit&action=activation.".formatted(city.id()))
                .then()
                .body("items.action", hasItems("activation.window-close", "activation.window-open"))
                .body("items[0].reason", is("unit-over"));
        open(city).then().statusCode(409).body("reason", is("closed"));
    }

    @Test
    void windowOfAUnitThatIsClosed_closes() {
        int own = open(city).path("id");
        end("closure", Map.of("effectiveOn", "2026-05-01"));
        listed(own, notNullValue());
    }

    /// Who answers for the units beneath now may close what the unit that is gone opened for them.
    @Test
    void windowThatTheMergedUnitOpened_isTheOthersToClose() {
        UnitRef county = units.county(city);
        String opener = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        String successor = people.tokenOf(people.active(heir, Role.CITY_ADMIN));
        int window = open(county, opener).path("id");
        end("merger", Map.of("unitId", heir.id(), "effectiveOn", "2026-05-01"));
        listed(window, nullValue());
        as(successor)
                .body(REASON)
                .post("/api/v1/activation-windows/%d/closing".formatted(window))
                .then()
                .statusCode(204);
    }

    private void listed(int window, org.hamcrest.Matcher<Object> ended) {
        as(admin)
                .get("/api/v1/activation-windows")
                .then()
                .body("items.find { it.id == %d }.endedAt".formatted(window), ended);
    }

    private void end(String how, Map<String, Object> body) {
        as(admin)
                .body(body)
                .post("/api/v1/units/%d/%s".formatted(city.id(), how))
                .then()
                .statusCode(200);
    }
}
