package cn.chaoxue.posting;

import cn.chaoxue.platform.problem.Problem;

/// Outcomes as HTTP tells them.
final class PostingAnswers {

    private PostingAnswers() {}

    /// The id of the change.
    static long done(PostingOutcome outcome) {
        return switch (outcome) {
            case PostingOutcome.Done(long id) -> id;
            case PostingOutcome.Absent() -> throw Problem.notFound();
            case PostingOutcome.Unfit(String field, String why) -> throw Problem.invalid(field, why);
            case PostingOutcome.Refused(String reason, String why) -> throw Problem.conflict(reason, why);
        };
    }
}
