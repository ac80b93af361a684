package cn.chaoxue.exam;

/// How an attempt was begun.
sealed interface Starting {

    /// The paper, of a new attempt or of the one still open.
    record Started(PaperView paper) implements Starting {}

    /// The rules of the test forbid it now.
    record Refused(Refusal why) implements Starting {}

    /// No campaign brings this test to this learner.
    record Unknown() implements Starting {}
}
