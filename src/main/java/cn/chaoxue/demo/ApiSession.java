package cn.chaoxue.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One learner's session: tokens are renewed before they run out.
final class ApiSession {

    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final ApiClient api;
    private final Persona persona;
    private @Nullable String accessToken;
    private @Nullable String refreshToken;
    private long renewAtNanos;

    ApiSession(ApiClient api, Persona persona) {
        this.api = api;
        this.persona = persona;
    }

    Uni<?> open() {
        JsonObject credentials =
                new JsonObject().put("username", persona.username()).put("password", persona.password());
        return api.call(HttpMethod.POST, "/auth/login", null, credentials).invoke(this::keep);
    }

    boolean isOpen() {
        return accessToken != null;
    }

    /// Ends the session; one that the server does not know any more is ended too.
    Uni<?> close() {
        JsonObject body = new JsonObject().put("refreshToken", refreshToken);
        String token = accessToken;
        accessToken = null;
        return api.call(HttpMethod.POST, "/auth/logout", token, body)
                .onFailure()
                .recoverWithNull();
    }

    Uni<JsonObject> get(String path) {
        return fresh().chain(() -> api.call(HttpMethod.GET, path, accessToken, null));
    }

    Uni<JsonObject> post(String path, JsonObject body) {
        return fresh().chain(() -> api.call(HttpMethod.POST, path, accessToken, body));
    }

    /// The attempt itself is the idempotency key: however often it is handed in, it is handed in once.
    Uni<JsonObject> submit(String attempt, JsonObject body) {
        return fresh().chain(() -> api.call(
                HttpMethod.POST,
                "/attempts/" + attempt + "/submission",
                accessToken,
                body,
                Map.of("Idempotency-Key", "rehearsal-" + attempt)));
    }

    private Uni<?> fresh() {
        if (System.nanoTime() - renewAtNanos < 0) {
            return Uni.createFrom().voidItem();
        }
        JsonObject body = new JsonObject().put("refreshToken", refreshToken);
        return api.call(HttpMethod.POST, "/auth/refresh", null, body).invoke(this::keep);
    }

    private void keep(JsonObject tokens) {
        accessToken = tokens.getString("accessToken");
        refreshToken = tokens.getString("refreshToken");
        long lifetime = tokens.getLong("expiresInSeconds", 600L);
        renewAtNanos = System.nanoTime()
                + Duration.ofSeconds(Math.max(10, lifetime - MARGIN.toSeconds()))
                        .toNanos();
    }
}
