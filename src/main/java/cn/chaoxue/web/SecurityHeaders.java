package cn.chaoxue.web;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/// Puts the browser's protections on every answer: no inline script or style, no framing, no guessing of types.
/// Swagger UI under `/q` keeps its own scripts; live coding needs the development server's.
final class SecurityHeaders {

    private static final int FIRST = 1000;
    private static final String APP_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " media-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";
    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::protect, FIRST);
    }

    private static void protect(RoutingContext context) {
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
        } else if (!startsLooser(path)) {
            headers.set("Content-Security-Policy", APP_POLICY);
        }
        context.next();
    }

    private static boolean startsLooser(@Nullable String path) {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT || (path != null && path.startsWith("/q/"));
    }
}
