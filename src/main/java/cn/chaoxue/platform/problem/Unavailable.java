package cn.chaoxue.platform.problem;

import java.time.Duration;

/// A dependency did not answer in time or a bounded queue is full: becomes 503 with `Retry-After`.
/// Thrown below the HTTP edge, where the exceptional really is exceptional.
public final class Unavailable extends RuntimeException {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration retryAfter;

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
        this.retryAfter = SOON;
    }

    public Unavailable(String what, Duration retryAfter) {
        super(what, null, false, false);
        this.retryAfter = retryAfter;
    }

    /// When trying again makes sense.
    public Duration retryAfter() {
        return retryAfter;
    }
}
