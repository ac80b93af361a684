package cn.chaoxue.cadre;

import java.util.Optional;

/// What became of a new record or of a change.
sealed interface Editing {

    record Saved(long id) implements Editing {}

    /// The unit is closed.
    record Closed() implements Editing {}

    /// The ID number is in the database already (A1.7); `claim` is the case that it is, where it is another unit's, or
    /// another record there.
    record Known(Optional<Conflict> claim) implements Editing {}

    /// What was given beside the number is not what the record's number says.
    record Disagreeing(Flaw flaw) implements Editing {}

    /// Somebody else changed the record meanwhile.
    record Stale() implements Editing {}

    /// No such record, or not the caller's to see.
    record Absent() implements Editing {}

    /// The account answers for the caller's own unit, or beyond: what it signs in with is for the unit above.
    record Peer() implements Editing {}

    /// People do not change what they answer for themselves (A1.4).
    record Own() implements Editing {}
}
