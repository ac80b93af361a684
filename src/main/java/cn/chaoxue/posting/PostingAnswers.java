package cn.chaoxue.posting;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.Problem.FieldError;
import cn.chaoxue.platform.problem.ProblemException;

/// Outcomes as HTTP tells them.
final class PostingAnswers {

    private PostingAnswers() {}

    /// The id of the change.
    static long done(PostingOutcome outcome) {
        return switch (outcome) {
            case PostingOutcome.Done(long id) -> id;
            case PostingOutcome.Absent() -> throw Problem.notFound();
            case PostingOutcome.Unfit(String field, String why) -> throw Problem.invalid(field, why);
            case PostingOutcome.Refused refused -> throw conflict(refused);
        };
    }

    private static ProblemException conflict(PostingOutcome.Refused refused) {
        PostingOutcome.Unfit wanting = refused.wanting();
        return wanting == null
                ? Problem.conflict(refused.reason(), refused.why())
                : Problem.conflict(refused.reason(), refused.why(), new FieldError(wanting.field(), wanting.why()));
    }
}
