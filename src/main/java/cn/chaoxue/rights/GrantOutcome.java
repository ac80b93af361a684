package cn.chaoxue.rights;

/// What became of giving or taking a right.
sealed interface GrantOutcome {

    /// Done; `password` is shown this once, where one was asked for.
    record Done(long id, @org.jspecify.annotations.Nullable String password) implements GrantOutcome {

        /// Names no password: outcomes end up in logs.
        @Override
        public String toString() {
            return "Done[" + id + "]";
        }
    }

    /// Absent or outside the caller's subtree.
    record Absent() implements GrantOutcome {}

    /// The role does not stand at units of this level.
    record Misfit() implements GrantOutcome {}

    /// More than the caller holds, or for a unit above to decide.
    record Beyond() implements GrantOutcome {}

    /// It would outlast the caller's own right.
    record Outlasting() implements GrantOutcome {}

    /// Oneself.
    record Own() implements GrantOutcome {}

    /// The giver does not hold it.
    record NotTheirs() implements GrantOutcome {}

    /// The holder sees in clear, and the caller does not, or not for as long.
    record SeesMore() implements GrantOutcome {}

    /// It adds to the keeping of records, and none are kept there.
    record Idle() implements GrantOutcome {}

    /// Held already.
    record Held() implements GrantOutcome {}

    /// The account began, or has yet to, with what others know: what the record says, or a password from who holds
    /// less. That must not carry a right.
    record Unbegun() implements GrantOutcome {}

    /// The account is disabled, or the unit closed.
    record Closed() implements GrantOutcome {}
}
