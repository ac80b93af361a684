package cn.chaoxue.identity;

import java.time.Duration;

/// What became of a login.
sealed interface LoginOutcome {

    record Granted(Grant grant) implements LoginOutcome {}

    /// Unknown name, wrong password, disabled account: nobody is told which.
    record Denied() implements LoginOutcome {}

    /// Too many failures before this one; the password was not looked at.
    record Braked(Duration pause) implements LoginOutcome {}

    /// Not looked at yet: too many are logging in; come back with the ticket.
    record Queued(Admission.Waiting place) implements LoginOutcome {}

    /// Not looked at, and more wait already than we remember.
    record TurnedAway(Duration pause) implements LoginOutcome {}
}
