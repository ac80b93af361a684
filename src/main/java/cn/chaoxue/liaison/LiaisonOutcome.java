package cn.chaoxue.liaison;

/// What became of a change of the directory.
sealed interface LiaisonOutcome {

    record Done(long id) implements LiaisonOutcome {}

    /// No such entry, or not beneath the caller's unit.
    record Absent() implements LiaisonOutcome {}

    /// Somebody else changed it meanwhile.
    record Stale() implements LiaisonOutcome {}

    /// Nobody is entered for a unit that is closed.
    record Closed() implements LiaisonOutcome {}
}
