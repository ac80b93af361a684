package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;

/// What refused steps with the second factor are answered with.
final class FactorProblems {

    private FactorProblems() {}

    static ProblemException of(FactorOutcome refused) {
        return switch (refused) {
            case FactorOutcome.Wrong() -> Problem.invalid("code", "does not match, or was used before");
            case FactorOutcome.CodeNeeded() -> Problem.invalid("code", "code needed");
            case FactorOutcome.Braked(var wait) -> Problem.tooManyRequests(wait.plusSeconds(1));
            case FactorOutcome.Locked() ->
                Problem.conflict(
                        "second-factor-locked", "Too many wrong codes; a unit above resets the second factor.");
            case FactorOutcome.Unfit() -> Problem.unauthenticated("Log in again.");
            case FactorOutcome.Offered _, FactorOutcome.Enrolled _, FactorOutcome.Passed _ ->
                throw new IllegalStateException("not a refusal");
        };
    }
}
