package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Finds the refresh token of a request: the body's, else the cookie's, which needs our header (CSRF). Reads the body
/// itself, because a web session sends none and then no content type either.
@Singleton
class PresentedRefreshToken {

    private static final int MAX_CHARS = 128;

    private final SessionCookies cookies;
    private final ObjectMapper json;

    PresentedRefreshToken(SessionCookies cookies, ObjectMapper json) {
        this.cookies = cookies;
        this.json = json;
    }

    String required(@Nullable String body, RoutingContext context) {
        String token = find(body, context);
        if (token == null) {
            throw Problem.unauthenticated("The session is over; log in again.");
        }
        return token;
    }

    @Nullable
    String find(@Nullable String body, RoutingContext context) {
        if (body != null && !body.isBlank()) {
            return parsed(body);
        }
        String cookie = cookies.refreshToken(context);
        if (cookie != null && cookies.crossSite(context)) {
            throw SessionCookies.csrf();
        }
        return cookie;
    }

    private String parsed(String body) {
        try {
            String token = json.readValue(body, RefreshRequest.class).refreshToken();
            if (token != null && !token.isBlank() && token.length() <= MAX_CHARS) {
                return token;
            }
        } catch (JsonProcessingException _) {
            // Answered below: the parser's message could quote the token.
        }
        throw Problem.invalid("refreshToken", "expected a refresh token of at most 128 characters");
    }
}
