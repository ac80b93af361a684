package cn.chaoxue.exam;

/// What an answer of the exam Redis says about the write it answers.
enum Durability {
    /// It is on disk (`appendonly yes`, `appendfsync always`).
    ANSWERED,
    /// It will be; the server tells when, asked by `WAITAOF`.
    ON_REQUEST,
    /// Nothing: no receipt may rest on it.
    NONE
}
