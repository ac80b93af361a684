package cn.chaoxue.cadre;

import cn.chaoxue.identity.Grant;

/// What became of a confirmation.
sealed interface ActivationOutcome {

    record Activated(Grant grant) implements ActivationOutcome {}

    record AlreadyActive() implements ActivationOutcome {}

    /// What the owner said is wrong has not been decided yet.
    record UnderReview() implements ActivationOutcome {}

    /// The new password breaks the policy; `objection` says how.
    record Unfit(String objection) implements ActivationOutcome {}
}
