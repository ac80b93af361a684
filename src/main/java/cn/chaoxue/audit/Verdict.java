package cn.chaoxue.audit;

/// What verifying the log found.
public sealed interface Verdict {

    /// Every entry stands as it was written; `head` is where the chain ends now.
    record Intact(Anchor head) implements Verdict {}

    /// The first entry that does not, and what is wrong.
    record Broken(long seq, String why) implements Verdict {}
}
