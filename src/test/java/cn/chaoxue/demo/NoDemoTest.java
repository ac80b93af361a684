package cn.chaoxue.demo;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoDemoTest.DemoOff.class)
class NoDemoTest {

    public static class DemoOff implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("chaoxue.demo.enabled", "false", "chaoxue.demo.load", "true");
        }
    }

    @Test
    void outsideDemoMode_nothingOfItExists() {
        when().get("/api/v1/demo/accounts").then().statusCode(404);
        when().get("/api/v1/demo/rehearsal").then().statusCode(404);
        when().delete("/api/v1/demo/rehearsal").then().statusCode(404);
        given().contentType(ContentType.JSON)
                .body(Map.of("learners", 5, "seconds", 10))
                .post("/api/v1/demo/rehearsal")
                .then()
                .statusCode(404);
        when().get("/q/health/ready").then().statusCode(200);
    }
}
