package cn.chaoxue.demo;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import cn.chaoxue.fixture.AsInProduction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AsInProduction.class)
class NoDemoTest {

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
