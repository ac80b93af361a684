package cn.chaoxue.identity;

import java.time.Duration;

/// What became of a password change.
sealed interface PasswordChange {

    /// Done; the grant continues this login with a new access token.
    record Changed(Grant grant) implements PasswordChange {}

    record WrongCurrent() implements PasswordChange {}

    /// The new password breaks the policy; `objection` says how.
    record Unfit(String objection) implements PasswordChange {}

    record Braked(Duration pause) implements PasswordChange {}
}
