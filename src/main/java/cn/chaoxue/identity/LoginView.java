package cn.chaoxue.identity;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Answer to a login, a refresh or an activation. Both tokens are null where they went into cookies; an activation
/// token comes without a refresh token.
@Schema(name = "Login")
record LoginView(
        @Nullable String accessToken,
        @Schema(examples = "600") long expiresInSeconds,
        @Nullable String refreshToken,
        boolean mustActivate,
        boolean mustChangePassword,
        boolean mustPresentSecondFactor,
        boolean mustEnrolSecondFactor,
        CallerView caller) {

    static LoginView of(Grant grant, boolean cookies, Instant now) {
        Session session = grant.session();
        return new LoginView(
                cookies ? null : grant.accessToken(),
                Math.max(0, Duration.between(now, session.expiresAt()).toSeconds()),
                cookies ? null : grant.refreshToken(),
                session.caller().has(Role.ACTIVATE),
                session.caller().has(Role.CHANGE_PASSWORD),
                session.caller().has(Role.SECOND_FACTOR),
                session.caller().has(Role.ENROL),
                CallerView.of(session.caller(), grant.name()));
    }

    /// Names nobody and opens nothing: views end up in failures.
    @Override
    public String toString() {
        return "Login[" + caller + "]";
    }
}
