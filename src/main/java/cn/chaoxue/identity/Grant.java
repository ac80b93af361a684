package cn.chaoxue.identity;

import org.jspecify.annotations.Nullable;

/// The tokens of one login. An activation token has no refresh token: who does not activate logs in again.
public record Grant(
        Session session, String accessToken, @Nullable String refreshToken) {}
