package cn.chaoxue.cadre;

/// What became of an act on an account.
sealed interface AccountOutcome {

    record Done() implements AccountOutcome {}

    record Absent() implements AccountOutcome {}

    /// One's own account is for the unit above.
    record Own() implements AccountOutcome {}

    /// The account answers for the caller's own unit: that is for the unit above, too.
    record Peer() implements AccountOutcome {}

    /// The initial password is no way back for who answers for others: their reset hands out a one-time password.
    record Staff() implements AccountOutcome {}

    /// Disabled accounts are enabled first; enabled ones need no enabling.
    record Unfit() implements AccountOutcome {}

    /// The person is retired; a return enables the account (A1.8).
    record Retired() implements AccountOutcome {}
}
