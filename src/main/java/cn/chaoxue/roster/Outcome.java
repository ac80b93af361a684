package cn.chaoxue.roster;

/// What applying a row would do, or did.
enum Outcome {
    CREATE,
    CHANGE,
    UNCHANGED,
    /// The person is recorded in another unit: a case is opened (A1.7).
    CONFLICT,
    /// See the notes; nothing happens.
    WRONG
}
