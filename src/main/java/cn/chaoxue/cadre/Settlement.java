package cn.chaoxue.cadre;

/// What became of a decision on a case.
sealed interface Settlement {

    record Done() implements Settlement {}

    /// No such case, or not both of its sides are the caller's.
    record Absent() implements Settlement {}

    /// It was decided before.
    record Decided() implements Settlement {}

    /// The person stands in the claiming unit by now: a transfer would begin there what goes on.
    record There() implements Settlement {}

    /// Who answers for others is not moved by a case.
    record Staff() implements Settlement {}

    /// Who is retired comes back first: nobody stands in a unit without a posting there (A1.8).
    record Retired() implements Settlement {}

    /// The unit that claimed the person is closed.
    record Closed() implements Settlement {}

    /// There is one record only.
    record Single() implements Settlement {}

    /// Nobody decides about the own record.
    record Own() implements Settlement {}

    /// A test of the person is under way.
    record Busy() implements Settlement {}
}
