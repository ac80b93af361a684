package cn.chaoxue.platform.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries a refusal from the HTTP edge to the one mapper that knows HTTP. Has no stack trace: it is an answer.
public final class ProblemException extends RuntimeException {

    private final Kind kind;
    private final @Nullable String reason;
    private final @Nullable List<Problem.FieldError> errors;
    private final Problem.@Nullable Place place;
    private final Problem.@Nullable Claim claim;
    private final @Nullable Duration retryAfter;

    ProblemException(Problem.Place place, String detail, Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = Kind.WAITING_ROOM;
        this.reason = null;
        this.errors = null;
        this.place = place;
        this.claim = null;
        this.retryAfter = retryAfter;
    }

    ProblemException(Kind kind, String detail, String reason, Problem.Claim claim) {
        super(detail, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.errors = null;
        this.place = null;
        this.claim = claim;
        this.retryAfter = null;
    }

    ProblemException(
            Kind kind,
            String detail,
            @Nullable String reason,
            @Nullable List<Problem.FieldError> errors,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.reason = reason;
        this.errors = errors;
        this.place = null;
        this.claim = null;
        this.retryAfter = retryAfter;
    }

    /// The body to send.
    public Problem problem() {
        return Problem.of(kind, getMessage(), reason, errors, place, claim);
    }

    /// HTTP status of the answer.
    public int status() {
        return kind.status();
    }

    /// When the client should try again; null where trying again makes no sense.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
