package cn.chaoxue.cadre;

/// What became of a proposal or of a decision on it.
sealed interface Review {

    record Done() implements Review {}

    /// None waits there, or not for the caller.
    record Absent() implements Review {}

    /// It changes nothing.
    record Empty() implements Review {}

    /// The account is active: only an administrator changes the record (A1.4).
    record Active() implements Review {}

    /// Nobody decides on the own proposal.
    record Own() implements Review {}
}
