package cn.chaoxue.roster;

import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Api;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// An administrator with a file.
final class Uploading {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String token;

    Uploading(String token) {
        this.token = token;
    }

    /// Announced, sent and completed; its id.
    int send(String fileName, byte[] content) {
        JsonPath view = as().body(Map.of("fileName", fileName, "bytes", content.length))
                .post("/api/v1/cadres/imports")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        int id = view.getInt("id");
        int size = view.getInt("partBytes");
        for (int ordinal = 0; ordinal < view.getInt("parts"); ordinal++) {
            byte[] part = Arrays.copyOfRange(content, ordinal * size, Math.min(content.length, (ordinal + 1) * size));
            as().contentType("application/octet-stream")
                    .body(part)
                    .put("/api/v1/cadres/imports/%d/parts/%d".formatted(id, ordinal))
                    .then()
                    .statusCode(204);
        }
        step(id, "completion").then().statusCode(200);
        return id;
    }

    /// Sent, and tried out.
    int tried(String fileName, byte[] content) {
        int id = send(fileName, content);
        until(id, "READY");
        return id;
    }

    io.restassured.response.Response step(int id, String act) {
        return as().post("/api/v1/cadres/imports/%d/%s".formatted(id, act));
    }

    /// Applied to the end.
    JsonPath applied(int id) {
        step(id, "application").then().statusCode(200);
        return until(id, "DONE");
    }

    JsonPath until(int id, String state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !List.of("STAGING", "APPLYING").contains(one(id).getString("state")));
        JsonPath view = one(id);
        if (!view.getString("state").equals(state)) {
            throw new AssertionError(view.prettify());
        }
        return view;
    }

    JsonPath one(int id) {
        return as().get("/api/v1/cadres/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath rows(int id) {
        return as().get("/api/v1/cadres/imports/%d/rows?limit=200".formatted(id))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    RequestSpecification as() {
        return Api.as(token);
    }
}
