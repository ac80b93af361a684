package cn.chaoxue.exam;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

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
        return patiently(this::start)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("attemptId");
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
        return patiently(() -> submit(attempt, answers))
                .then()
                .statusCode(202)
                .extract()
                .path("receipt");
    }

    JsonPath state(long attempt) {
        return patiently(() -> asLearner().get("/api/v1/attempts/{id}", attempt))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Who is told to come again in a moment does, as every page: a build machine may be as busy as that.
    private static Response patiently(Callable<Response> request) {
        return await().atMost(Duration.ofSeconds(30)).until(request, answer -> answer.statusCode() != 503);
    }

    Seat seat(long attempt) {
        return new Seat(attempt, learner);
    }
}
