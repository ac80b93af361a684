package cn.chaoxue.exam;

import static io.restassured.RestAssured.given;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/// A learner before a test, acting through the API.
record Scene(long learner, String token, long course, long exam, long campaign, long unit) {

    /// A server that does not answer is a failure, not a wait.
    private static final RestAssuredConfig IN_TIME = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", 20_000));

    RequestSpecification asLearner() {
        return given().config(IN_TIME).auth().oauth2(token).contentType(ContentType.JSON);
    }

    Response start() {
        return asLearner().post("/api/v1/exams/{id}/attempts", exam);
    }

    /// Starts and yields the attempt.
    long attempt() {
        return start().then().statusCode(201).extract().jsonPath().getLong("attemptId");
    }

    Response save(long attempt, long seq, Map<String, ?> answers) {
        return asLearner().body(Map.of("seq", seq, "answers", answers)).put("/api/v1/attempts/{id}/answers", attempt);
    }

    Response submit(long attempt, Map<String, ?> answers) {
        return submit(attempt, answers, "key-" + attempt);
    }

    Response submit(long attempt, Map<String, ?> answers, String key) {
        return asLearner()
                .header("Idempotency-Key", key)
                .body(Map.of("answers", answers))
                .post("/api/v1/attempts/{id}/submission", attempt);
    }

    /// Submits and yields the receipt.
    String receipt(long attempt, Map<String, List<String>> answers) {
        return submit(attempt, answers).then().statusCode(202).extract().path("receipt");
    }

    JsonPath state(long attempt) {
        return asLearner()
                .get("/api/v1/attempts/{id}", attempt)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    Seat seat(long attempt) {
        return new Seat(attempt, learner);
    }
}
