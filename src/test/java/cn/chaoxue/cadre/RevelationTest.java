package cn.chaoxue.cadre;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Personal numbers in clear (A1.9).
@QuarkusTest
class RevelationTest extends CadreForms {

    @Test
    void revelation_needsAReasonAndIsTracedAndNeverStored() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        Person admin = people.active(own, Role.PROVINCE_ADMIN);
        String token = people.tokenOf(admin);
        as(token)
                .body(Map.of("field", "MOBILE", "reason", " "))
                .post("/api/v1/cadres/%d/revelations".formatted(cadre.id()))
                .then()
                .statusCode(400);
        Response shown = reveal(token, cadre.id(), "ID_NUMBER");
        shown.then().statusCode(200).body("value", is(cadre.idNumber())).header("Cache-Control", "no-store");
        reveal(token, cadre.id(), "QQ").then().statusCode(200).body("value", nullValue());
        log(token, cadre)
                .then()
                .body("items.action", contains("cadre.reveal", "cadre.reveal"))
                .body("items[1].reason", is("来电核实身份"))
                .body("items[1].actor.id", is((int) admin.id()))
                .body("items[1].changes.field", contains("idNumber"));
    }

    @Test
    void revelations_haveALimitPerHour() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        String token = admin(own);
        for (int i = 0; i < 60; i++) {
            reveal(token, cadre.id(), "MOBILE").then().statusCode(200);
        }
        reveal(token, cadre.id(), "MOBILE").then().statusCode(429);
        lookUp(token, cadre.idNumber()).then().statusCode(429);
    }
}
