package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An RFC 9457 problem. `type` is stable and safe to switch on; `reason` narrows a type (`409` answers
/// always carry one); `detail` says what was wrong and what was expected, and never holds personal data.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable List<FieldError> errors,
        @Nullable Place waitingRoom,
        @Nullable Claim claim,
        @Nullable String traceId) {

    /// One field of the request that does not fit, and what would.
    public record FieldError(String field, String message) {}

    /// A place in a queue: the ticket that keeps it, how many are ahead, and how long that takes as far as we can tell.
    public record Place(String ticket, long ahead, long estimatedSeconds) {}

    /// The case that a refusal became, and who holds what was asked for: `holder` by name for who answers for that
    /// unit, too; for everybody else `heldIn`, the province-level unit it was in when the case was opened.
    public record Claim(
            long id, @Nullable String holder, @Nullable String heldIn) {}

    static final String MEDIA_TYPE = "application/problem+json";
    static final String BASE = "https://chaoxue.cn/problems/";

    static Problem of(
            Kind kind,
            @Nullable String detail,
            @Nullable String reason,
            @Nullable List<FieldError> errors,
            @Nullable Place place,
            @Nullable Claim claim) {
        String type = BASE + kind.slug();
        return new Problem(type, kind.title(), kind.status(), detail, reason, errors, place, claim, TraceId.current());
    }

    /// 400: the request cannot be understood or breaks a rule it could have known.
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /// 400 with every field that does not fit.
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(Kind.INVALID_REQUEST, "The request does not fit; see errors.", null, errors, null);
    }

    /// 400: the body is not JSON, or not of the documented form.
    public static ProblemException of(com.fasterxml.jackson.core.JsonProcessingException malformed) {
        return Refusals.of(malformed);
    }

    /// 401: no valid credentials. The text never tells which part was wrong.
    public static ProblemException unauthenticated(String detail) {
        return new ProblemException(Kind.UNAUTHENTICATED, detail, null, null, null);
    }

    /// 403: the caller's role does not reach this operation. For foreign objects use [#notFound()].
    public static ProblemException forbidden(String reason, String detail) {
        return new ProblemException(Kind.FORBIDDEN, detail, reason, null, null);
    }

    /// 404: absent, or outside the caller's subtree (A1.5): the two cannot be told apart.
    public static ProblemException notFound() {
        return new ProblemException(
                Kind.NOT_FOUND, "There is no such object, or it is not yours to see.", null, null, null);
    }

    /// 409: the object's state refuses the operation; `reason` is a stable slug.
    public static ProblemException conflict(String reason, String detail) {
        return new ProblemException(Kind.CONFLICT, detail, reason, null, null);
    }

    /// The same, with what would not be refused.
    public static ProblemException conflict(String reason, String detail, FieldError instead) {
        return new ProblemException(Kind.CONFLICT, detail, reason, List.of(instead), null);
    }

    /// The same, with the case that it became.
    public static ProblemException conflict(String reason, String detail, Claim claim) {
        return new ProblemException(Kind.CONFLICT, detail, reason, claim);
    }

    /// 413: the body is larger than this operation accepts.
    public static ProblemException payloadTooLarge(int limitBytes) {
        return new ProblemException(
                Kind.PAYLOAD_TOO_LARGE, "At most " + limitBytes + " bytes are accepted here.", null, null, null);
    }

    /// 415: the body is not what this operation reads.
    public static ProblemException unsupportedMediaType(String expected) {
        return new ProblemException(
                Kind.UNSUPPORTED_MEDIA_TYPE, "Expected Content-Type: " + expected + ".", null, null, null);
    }

    /// 429: this caller is too fast.
    public static ProblemException tooManyRequests(Duration retryAfter) {
        return new ProblemException(
                Kind.TOO_MANY_REQUESTS, "Too many requests; try again later.", null, null, retryAfter);
    }

    /// 429: everybody comes at once; this caller's place is kept.
    public static ProblemException waitingRoom(Place place, Duration retryAfter) {
        return new ProblemException(place, "Many people are logging in; come back with the ticket.", retryAfter);
    }

    /// 503: a dependency is slow or gone, or a bounded queue is full. Nothing was lost; try again.
    public static ProblemException overloaded(String detail, Duration retryAfter) {
        return new ProblemException(Kind.OVERLOADED, detail, null, null, retryAfter);
    }
}
