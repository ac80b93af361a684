package cn.chaoxue.isolation;

import cn.chaoxue.fixture.InTime;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request about something that belongs to a unit.
record Call(String method, String path, @Nullable Map<String, Object> body) {

    /// Tens of thousands of calls go over its few connections.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LONGEST = Duration.ofMinutes(1);

    static Call get(String path) {
        return new Call("get", path, null);
    }

    static Call post(String path, Map<String, Object> body) {
        return new Call("post", path, body);
    }

    /// Reads by what is in its body.
    static Call search(String path, Map<String, Object> criteria) {
        return post(path, criteria);
    }

    static Call put(String path, Map<String, Object> body) {
        return new Call("put", path, body);
    }

    /// Sends bytes; some are enough.
    static Call sending(String method, String path) {
        return new Call(method, path, null);
    }

    /// What the body is.
    String type() {
        return body == null && !method.equals("get") ? "application/octet-stream" : "application/json";
    }

    /// Makes it with this token.
    Answer by(String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type())
                // Submissions want one.
                .header("Idempotency-Key", "isolation")
                .method(method.toUpperCase(Locale.ROOT), content())
                .build();
        HttpResponse<String> response = InTime.done(CLIENT.sendAsync(request, BodyHandlers.ofString()));
        return new Answer(response.statusCode(), response.body());
    }

    private BodyPublisher content() {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(new JsonObject(body).encode());
    }

    boolean reads() {
        return method.equals("get") || path.endsWith("/search") || path.endsWith("/look-up");
    }
}
