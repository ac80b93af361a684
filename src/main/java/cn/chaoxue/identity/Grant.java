package cn.chaoxue.identity;

import org.jspecify.annotations.Nullable;

/// The tokens of one login, and who it greets. An activation token has no refresh token: who does not activate logs in
/// again.
public record Grant(
        Session session,
        String name,
        String accessToken,
        @Nullable String refreshToken) {

    /// Names nobody and opens nothing: grants end up in failures.
    @Override
    public String toString() {
        return "Grant[" + session.caller() + "]";
    }
}
