package cn.chaoxue.exam;

/// A submission with what it earned.
record Marked(Submission submission, Bank bank, Grade grade) {}
