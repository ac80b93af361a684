package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides what a token lets its owner do: everything, what a learner does, or the one step that is owed first. No
/// token outlives its log-in, nor the right it speaks of.
@Singleton
class Issuing {

    private final AccessTokens accessTokens;
    private final IdentityConfig config;
    private final SharedClock clock;

    Issuing(AccessTokens accessTokens, IdentityConfig config, SharedClock clock) {
        this.accessTokens = accessTokens;
        this.config = config;
        this.clock = clock;
    }

    /// Whether the password alone does not let it in as what it is.
    boolean factorWanted(Account account) {
        return account.enrolled() || (account.staff() && !config.waiveSecondFactor());
    }

    /// A token that activates and does nothing else, at the account's own unit: no right counts yet. `version` made all
    /// earlier ones void.
    Grant activation(Account account, int version) {
        Session session = new Session(
                new Caller(account.id(), Set.of(Role.ACTIVATE), account.home()),
                UUID.randomUUID(),
                version,
                clock.instant().plus(config.accessTokenLifetime()));
        return new Grant(session, account.name(), accessTokens.issue(session), null);
    }

    /// The access token that goes on with a login under what the account is now. A password that was changed first
    /// still leaves the second factor owed.
    Grant continued(Account account, Session session) {
        if (session.caller().has(Role.CHANGE_PASSWORD) && factorWanted(account)) {
            return owing(account);
        }
        boolean proved = session.caller().roles().stream().anyMatch(Role::staff);
        return grant(account, new RefreshTokens.Login(session.family(), end(), null, proved, null), null);
    }

    /// A token for the one thing that comes first. It is not renewed: who takes longer logs in again.
    Grant owing(Account account) {
        Role first =
                owesPassword(account) ? Role.CHANGE_PASSWORD : account.enrolled() ? Role.SECOND_FACTOR : Role.ENROL;
        return issued(account, account.only(first), login(false, null), null);
    }

    /// A right that came while somebody was logged in without a second factor waits for the next log-in.
    Grant grant(Account account, RefreshTokens.Login login, @Nullable String refreshToken) {
        boolean unproved = factorWanted(account) && !login.proved();
        Caller caller = owesPassword(account)
                ? account.only(Role.CHANGE_PASSWORD)
                : unproved ? account.asLearner() : account.inFull();
        return issued(account, caller, login, refreshToken);
    }

    /// A log-in that begins now.
    RefreshTokens.Login login(boolean proved, @Nullable String device) {
        return new RefreshTokens.Login(UUID.randomUUID(), end(), null, proved, device);
    }

    private OffsetDateTime end() {
        return clock.instant().atOffset(ZoneOffset.UTC).plus(config.sessionLifetime());
    }

    private boolean owesPassword(Account account) {
        return account.mustChange() && !config.waiveForcedChange();
    }

    /// No token outlives its login, nor the right it speaks of.
    private Grant issued(Account account, Caller caller, RefreshTokens.Login login, @Nullable String refreshToken) {
        Instant end = clock.instant().plus(config.accessTokenLifetime());
        Instant expiresAt = sooner(sooner(end, login.endsAt().toInstant()), account.rightsUntil());
        Session session = new Session(caller, login.family(), account.tokenVersion(), expiresAt);
        return new Grant(session, account.name(), accessTokens.issue(session), refreshToken);
    }

    private static Instant sooner(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
