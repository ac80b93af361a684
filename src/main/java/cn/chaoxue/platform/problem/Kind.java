package cn.chaoxue.platform.problem;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The closed list of problem types; the slug is part of the API contract.
public enum Kind {
    INVALID_REQUEST("invalid-request", 400, "Invalid request"),
    UNAUTHENTICATED("unauthenticated", 401, "Authentication required"),
    FORBIDDEN("forbidden", 403, "Not allowed"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not acceptable"),
    CONFLICT("conflict", 409, "Conflict"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "Payload too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported media type"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    /// Also 429; declared after it, because a bare 429 is not a waiting room.
    WAITING_ROOM("waiting-room", 429, "Waiting room"),
    INTERNAL_ERROR("internal-error", 500, "Internal error"),
    OVERLOADED("overloaded", 503, "Temporarily unavailable");

    private final String slug;
    private final int status;
    private final String title;

    Kind(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    String slug() {
        return slug;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    static String slugs() {
        return Arrays.stream(values()).map(Kind::slug).collect(Collectors.joining(", "));
    }

    static Kind ofStatus(int status) {
        for (Kind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status < 500 ? INVALID_REQUEST : status == 503 ? OVERLOADED : INTERNAL_ERROR;
    }
}
