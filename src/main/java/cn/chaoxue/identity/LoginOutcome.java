package cn.chaoxue.identity;

import java.time.Duration;

/// What became of a login.
sealed interface LoginOutcome {

    record Granted(Grant grant) implements LoginOutcome {}

    /// Unknown name, wrong password, disabled account: nobody is told which.
    record Denied() implements LoginOutcome {}

    /// Too many failures before this one; the password was not looked at.
    record Braked(Duration pause) implements LoginOutcome {}
}
