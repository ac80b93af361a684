package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.Problem.FieldError;
import java.util.List;

/// How answers were received, saved or submitted.
sealed interface Taking {

    /// Submitted, now or before; the receipt is the same each time.
    record Submitted(String receipt) implements Taking {}

    /// Kept until submission.
    record Saved(long seq) implements Taking {}

    /// The attempt's state does not allow it.
    record Refused(Refusal why) implements Taking {}

    /// The answers do not fit the paper.
    record Unfit(List<FieldError> errors) implements Taking {}

    /// The learner has no such attempt.
    record Unknown() implements Taking {}

    /// The problem by which the learner hears of it.
    default RuntimeException refusal() {
        return switch (this) {
            case Refused(Refusal why) -> Problem.conflict(why.slug(), why.detail());
            case Unfit(var errors) -> Problem.invalid(errors);
            case Unknown() -> Problem.notFound();
            case Saved _, Submitted _ -> new IllegalStateException(toString());
        };
    }
}
