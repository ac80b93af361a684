package cn.chaoxue.identity;

/// What asking to act at another unit came to.
sealed interface Acting {

    /// The login goes on there.
    record Done(Grant grant) implements Acting {}

    /// Nothing is held there, or what only adds to other rights.
    record Nowhere() implements Acting {}

    /// The login this token came from is over, or the account changed since.
    record Over() implements Acting {}
}
