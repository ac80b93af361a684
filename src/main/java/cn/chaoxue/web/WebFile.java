package cn.chaoxue.web;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One file of the web app with its compressed twins.
///
/// @param etag changes with the content
/// @param immutable the name carries a hash of the content, so that a browser never needs to ask again
record WebFile(
        String contentType,
        String etag,
        boolean immutable,
        Buffer plain,
        @Nullable Buffer gzip,
        @Nullable Buffer brotli) {

    private static final String A_YEAR = "public, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "no-cache";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json");

    /// What one request gets.
    ///
    /// @param encoding the value of `Content-Encoding`, absent for the plain file
    record Body(Buffer bytes, @Nullable String encoding) {}

    static String contentType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return CONTENT_TYPES.getOrDefault(ending, "application/octet-stream");
    }

    String cacheControl() {
        return immutable ? A_YEAR : ASK_EACH_TIME;
    }

    /// The smallest form this client can read.
    Body bodyFor(@Nullable String acceptEncoding) {
        if (brotli != null && accepts(acceptEncoding, "br")) {
            return new Body(brotli, "br");
        }
        if (gzip != null && accepts(acceptEncoding, "gzip")) {
            return new Body(gzip, "gzip");
        }
        return new Body(plain, null);
    }

    private static boolean accepts(@Nullable String acceptEncoding, String encoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String part : acceptEncoding.split(",", -1)) {
            String[] halves = part.trim().split("\\s*;\\s*", -1);
            if (halves[0].equalsIgnoreCase(encoding)) {
                return halves.length < 2 || !halves[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
