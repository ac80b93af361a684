package cn.chaoxue.identity;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// `Authorization: Bearer …`; the scheme's case does not matter.
final class BearerHeader {

    private static final String SCHEME = "Bearer ";

    private BearerHeader() {}

    static @Nullable String token(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return header.substring(SCHEME.length()).strip();
    }
}
