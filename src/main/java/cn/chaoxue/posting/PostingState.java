package cn.chaoxue.posting;

/// How far a change is.
enum PostingState {
    /// Waits for the receiving unit.
    PROPOSED,
    /// Waits for its day.
    ACCEPTED,
    DECLINED,
    WITHDRAWN,
    DONE,
    /// Its day came, and something stood in its way.
    FAILED
}
