package cn.chaoxue.web;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Puts the browser's protections on every answer: no inline script or style, no framing, no guessing of types.
/// Swagger UI, where it is served ([WebConfig#apiPages]), starts from an inline script of its own and is only kept
/// from being framed; live coding needs the development server's scripts.
@Singleton
final class SecurityHeaders {

    private static final int FIRST = 1000;
    private static final String APP_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " media-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
    private static final String SWAGGER = "/q/swagger-ui";
    private static final String SWAGGER_POLICY = "frame-ancestors 'none'; object-src 'none'; base-uri 'none'";

    private final boolean apiPages;

    SecurityHeaders(WebConfig config) {
        this.apiPages = config.apiPages();
    }

    void register(@Observes Filters filters) {
        filters.register(this::protect, FIRST);
    }

    private void protect(RoutingContext context) {
        MultiMap headers = context.response().headers();
        String path = context.request().path();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        // By the scheme as well: a proxy in front may have ended TLS.
        if (context.request().isSSL() || "https".equals(context.request().scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (path != null && path.startsWith("/api/")) {
            headers.set("Content-Security-Policy", API_POLICY);
            headers.set("Cache-Control", "no-store");
        } else if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            headers.set("Content-Security-Policy", policyOf(path));
        }
        context.next();
    }

    private String policyOf(@Nullable String path) {
        if (path == null || !path.startsWith("/q/")) {
            return APP_POLICY;
        }
        return apiPages && path.startsWith(SWAGGER) ? SWAGGER_POLICY : API_POLICY;
    }
}
