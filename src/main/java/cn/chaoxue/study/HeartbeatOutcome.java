package cn.chaoxue.study;

import cn.chaoxue.platform.problem.Problem.FieldError;
import java.util.List;

/// What became of a heartbeat. Over budget is no refusal: what fits is credited and the rest reported.
sealed interface HeartbeatOutcome {

    /// In Redis.
    record Accepted(HeartbeatView view) implements HeartbeatOutcome {}

    /// No such course, or no open campaign enrols the learner for it; the two cannot be told apart.
    record NotEnrolled() implements HeartbeatOutcome {}

    /// The request breaks a rule.
    record Invalid(List<FieldError> errors) implements HeartbeatOutcome {}

    /// Too busy: heartbeats are the first to be turned away, because their overlap brings everything back.
    record Shed() implements HeartbeatOutcome {}
}
