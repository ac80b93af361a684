package cn.chaoxue.identity;

import java.util.UUID;

/// What became of a presented refresh token.
sealed interface Renewal {

    record Renewed(Grant grant) implements Renewal {}

    /// Unknown, expired, or its account is not active.
    record Refused() implements Renewal {}

    /// Replaced before: somebody else has it. The login is over for both.
    record Reused(long accountId, UUID family) implements Renewal {}
}
