package cn.chaoxue.cadre;

import cn.chaoxue.identity.Grant;

/// What became of a confirmation.
sealed interface ActivationOutcome {

    record Activated(Grant grant) implements ActivationOutcome {}

    record AlreadyActive() implements ActivationOutcome {}

    /// The initial password was used again, or is another: this use of it is void.
    record Superseded() implements ActivationOutcome {}

    /// No window is open any more.
    record Closed() implements ActivationOutcome {}

    /// What the owner said is wrong has not been decided yet.
    record UnderReview() implements ActivationOutcome {}

    /// The new password breaks the policy; `objection` says how.
    record Unfit(String objection) implements ActivationOutcome {}
}
