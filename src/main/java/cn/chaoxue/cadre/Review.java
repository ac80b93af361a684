package cn.chaoxue.cadre;

import java.util.List;

/// What became of a proposal or of a decision on it.
sealed interface Review {

    record Done() implements Review {}

    /// None waits there, or not for the caller.
    record Absent() implements Review {}

    /// Handed in again since the version that was shown to whoever decides.
    record Newer() implements Review {}

    /// It changes nothing.
    record Empty() implements Review {}

    /// The record would not agree with itself: what was asked for, or what the record has become since.
    record Unfit(List<Flaw> flaws) implements Review {}

    /// The account is active: only an administrator changes the record (A1.4).
    record Active() implements Review {}

    /// Nobody decides on the own proposal.
    record Own() implements Review {}
}
