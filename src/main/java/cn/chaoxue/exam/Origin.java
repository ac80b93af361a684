package cn.chaoxue.exam;

/// Who submitted an attempt.
enum Origin {
    /// The learner, who holds a receipt.
    LEARNER,
    /// The server, with what was saved when the time was over.
    DEADLINE
}
