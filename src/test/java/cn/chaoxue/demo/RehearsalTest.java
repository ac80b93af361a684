package cn.chaoxue.demo;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import cn.chaoxue.fixture.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SmallDemo.class)
class RehearsalTest {

    @Inject
    DemoState state;

    @Inject
    Sql sql;

    @BeforeEach
    void loaded() {
        await().atMost(SmallDemo.LOADED_WITHIN).until(() -> state.loaded().isPresent());
    }

    @AfterEach
    void stopped() {
        when().delete("/api/v1/demo/rehearsal").then().statusCode(200);
    }

    @Test
    void learners_moveTheBoardThroughThePublicApi() {
        // Other tests of this JVM may have completed the campaign with learners of their own.
        long before = completed();
        start(20, 120).statusCode(202).body("state", equalTo("RUNNING"), "learners", equalTo(20));

        start(20, 120).statusCode(409).body("reason", equalTo("rehearsal-running"));
        await().atMost(Duration.ofSeconds(110))
                .untilAsserted(() -> assertThat(completed()).isGreaterThan(before));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> when().get("/api/v1/demo/rehearsal")
                        .then()
                        .body(
                                "heartbeats",
                                greaterThan(0),
                                "submissions",
                                greaterThan(0),
                                "completions",
                                greaterThan(0)));
        when().delete("/api/v1/demo/rehearsal").then().body("state", equalTo("FINISHED"), "activeLearners", equalTo(0));
    }

    @Test
    void numbersOutOfRange_areRefused() {
        start(5001, 100).statusCode(400).body("errors[0].field", equalTo("learners"));
        start(5, 5).statusCode(400).body("errors[0].field", equalTo("seconds"));
    }

    private static ValidatableResponse start(int learners, int seconds) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("learners", learners, "seconds", seconds))
                .post("/api/v1/demo/rehearsal")
                .then();
    }

    /// As the board shows it: at the root, in the stored tally.
    private long completed() {
        DemoState.Loaded demo = state.loaded().orElseThrow();
        long centre = Objects.requireNonNull(demo.units().get(UnitSeeds.CENTRE)).id();
        return sql.number(
                "select completed from unit_tally where campaign_id = ? and unit_id = ?",
                demo.campaigns().small(),
                centre);
    }
}
