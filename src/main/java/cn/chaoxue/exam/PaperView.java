package cn.chaoxue.exam;

import java.time.Instant;
import java.util.List;

/// A paper as its learner sees it. It has no room for an answer key.
public record PaperView(long attemptId, Instant startedAt, Instant deadline, List<QuestionView> questions) {

    /// A question without what is right.
    public record QuestionView(long questionId, QuestionKind kind, String stem, List<Option> options) {}
}
