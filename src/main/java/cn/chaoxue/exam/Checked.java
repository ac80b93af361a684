package cn.chaoxue.exam;

/// Answers held against their paper.
sealed interface Checked {

    /// They can be graded.
    record Fit(Answers answers) implements Checked {}

    /// They cannot, or there is no such paper.
    record Unfit(Taking refusal) implements Checked {}
}
