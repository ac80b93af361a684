package cn.chaoxue.demo;

import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The public HTTP API of this very server, as a program outside would call it: real sockets, a bounded number of
/// them, and a bounded queue before them.
@Singleton
final class ApiClient {

    private static final int MOST_WAITING = 20_000;
    private static final int TIMEOUT_MILLIS = 15_000;

    private final HttpClient client;
    private final HttpServer server;
    private final DemoConfig config;

    ApiClient(Vertx vertx, HttpServer server, DemoConfig config) {
        var options = new HttpClientOptions().setMaxWaitQueueSize(MOST_WAITING).setKeepAlive(true);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.rehearseConnections()));
        this.server = server;
        this.config = config;
    }

    @PreDestroy
    void close() {
        client.closeAndForget();
    }

    /// The answer's body; an empty object where there is none. Anything but 2xx fails as [ApiRefusal].
    Uni<JsonObject> call(HttpMethod method, String path, @Nullable String token, @Nullable JsonObject body) {
        return call(method, path, token, body, Map.of());
    }

    /// The same with further headers.
    Uni<JsonObject> call(
            HttpMethod method,
            String path,
            @Nullable String token,
            @Nullable JsonObject body,
            Map<String, String> headers) {
        String name = method + " " + path;
        RequestOptions options = options(method, path, token);
        headers.forEach(options::putHeader);
        return client.request(options)
                .chain(request -> body == null ? request.send() : request.send(Buffer.buffer(body.encode())))
                .chain(response -> accept(name, response));
    }

    private RequestOptions options(HttpMethod method, String path, @Nullable String token) {
        String base = config.rehearseUrl().orElseGet(() -> "http://127.0.0.1:" + server.getPort());
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base + "/api/v1" + path)
                .setTimeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json");
        return token == null ? options : options.putHeader("Authorization", "Bearer " + token);
    }

    private static Uni<JsonObject> accept(String name, HttpClientResponse response) {
        int status = response.statusCode();
        Duration retryAfter = retryAfter(response.getHeader("Retry-After"));
        if (status / 100 != 2) {
            return response.body().map(_ -> {
                throw new ApiRefusal(name, status, retryAfter);
            });
        }
        return response.body().map(body -> body.length() == 0 ? new JsonObject() : body.toJsonObject());
    }

    private static Duration retryAfter(@Nullable String header) {
        boolean seconds = header != null && !header.isEmpty() && header.chars().allMatch(Character::isDigit);
        return seconds ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ZERO;
    }
}
