package cn.chaoxue.exam;

/// Answers held against their paper.
sealed interface Checked {

    /// They can be graded, against this paper.
    record Fit(Answers answers, PaperRules paper) implements Checked {}

    /// They cannot, or there is no such paper.
    record Unfit(Taking refusal) implements Checked {}
}
