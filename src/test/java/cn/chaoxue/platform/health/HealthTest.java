package cn.chaoxue.platform.health;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.EmbeddedServers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HealthTest {

    @Test
    void allServersUp_groupIsUp() {
        given().get("/q/health/group/dependencies").then().statusCode(200).body("checks.size()", equalTo(3));
    }

    @Test
    void frozenRedis_isReportedButThePodStaysReady() {
        EmbeddedServers.study().freeze();
        try {
            given().get("/q/health/group/dependencies")
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'redis-study' }.status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'redis-exam' }.status", equalTo("UP"));
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            EmbeddedServers.study().thaw();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> given().get("/q/health/group/dependencies").then().statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/group", "/q/health/group/"})
    void groupWithoutAName_isNotFound(String address) {
        given().get(address)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", endsWith("not-found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST"})
    void groupWithoutAName_isNotFoundByAnyMethod(String method) {
        given().request(method, "/q/health/group").then().statusCode(404);
    }

    @Test
    void metrics_areScrapable() {
        given().get("/q/metrics").then().statusCode(200);
    }
}
