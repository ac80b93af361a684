package cn.chaoxue.identity;

import java.time.Duration;

/// What the waiting room says to somebody who wants to log in.
sealed interface Admission {

    /// Come in. Whoever came in leaves once, whatever happens inside: [WaitingRoom#leave].
    record Admitted() implements Admission {}

    /// Not yet: come back with the ticket when `retryAfter` is over. Zero ahead means: you were called up, but this
    /// process has no place right now.
    record Waiting(String ticket, long ahead, Duration estimate, Duration retryAfter) implements Admission {}

    /// More wait than we promise to remember.
    record Full(Duration retryAfter) implements Admission {}
}
