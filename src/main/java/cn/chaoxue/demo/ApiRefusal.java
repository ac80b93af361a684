package cn.chaoxue.demo;

import java.time.Duration;

/// The API answered with something else than success.
final class ApiRefusal extends RuntimeException {

    private final int status;
    private final Duration retryAfter;

    ApiRefusal(String call, int status, Duration retryAfter) {
        super(call + " answered " + status, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    /// What the server asked for; zero where it did not.
    Duration retryAfter() {
        return retryAfter;
    }
}
