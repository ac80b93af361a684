package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Begins, renews and ends logins.
@Singleton
class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Database database;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Revocations revocations;
    private final IdentityConfig config;
    private final SharedClock clock;

    Sessions(
            Database database,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Revocations revocations,
            IdentityConfig config,
            SharedClock clock) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.revocations = revocations;
        this.config = config;
        this.clock = clock;
    }

    /// A new login of an active account.
    Uni<Grant> open(Account account) {
        UUID family = UUID.randomUUID();
        return refreshTokens.add(database, account.id(), family, end()).map(token -> grant(account, family, token));
    }

    /// The same as a part of what makes the account active.
    Uni<Grant> open(SqlConnection tx, Account account) {
        UUID family = UUID.randomUUID();
        return refreshTokens.add(tx, account.id(), family, end()).map(token -> grant(account, family, token));
    }

    /// A token that activates and does nothing else; `version` made all earlier ones void.
    Grant activation(Account account, int version) {
        Session session = new Session(
                account.callerAs(Set.of(Role.ACTIVATE)),
                UUID.randomUUID(),
                version,
                clock.instant().plus(config.accessTokenLifetime()));
        return new Grant(session, accessTokens.issue(session), null);
    }

    /// A new pair for a refresh token, once. The same token again within the grace gets a pair of its own (two tabs);
    /// later it ends the login.
    Uni<Renewal> renew(String refreshToken) {
        return database.transaction(tx -> AccountRepository.lockByRefreshToken(tx, RefreshTokens.hash(refreshToken))
                        .chain(account -> renew(tx, account, refreshToken)))
                .invoke(this::note);
    }

    /// Ends the login of a refresh token; an unknown one is fine.
    Uni<Void> close(String refreshToken) {
        return database.transaction(tx -> AccountRepository.lockByRefreshToken(tx, RefreshTokens.hash(refreshToken))
                .chain(_ -> refreshTokens.find(tx, refreshToken))
                .chain(stored -> stored.map(found -> end(tx, found.family()))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /// Ends a login known by its access token.
    Uni<Void> close(Session session) {
        return database.transaction(tx -> end(tx, session.family()));
    }

    /// The access token that replaces the one a password change made void; the login goes on.
    Grant continued(Account account, UUID family) {
        return grant(account, family, null);
    }

    private OffsetDateTime end() {
        return clock.instant().atOffset(ZoneOffset.UTC).plus(config.sessionLifetime());
    }

    private Uni<Void> end(SqlConnection tx, UUID family) {
        return RefreshTokens.end(tx, family).invoke(() -> revocations.end(family));
    }

    private Uni<Renewal> renew(SqlConnection tx, Optional<Account> account, String refreshToken) {
        return refreshTokens.find(tx, refreshToken).chain(stored -> {
            if (stored.isEmpty() || account.isEmpty()) {
                return Uni.createFrom().item(new Renewal.Refused());
            }
            return renew(tx, account.get(), stored.get(), refreshToken);
        });
    }

    private Uni<Renewal> renew(SqlConnection tx, Account account, RefreshTokens.Stored stored, String refreshToken) {
        if (stored.reused()) {
            return RefreshTokens.end(tx, stored.family())
                    .replaceWith(new Renewal.Reused(account.id(), stored.family()));
        }
        if (!stored.alive() || account.status() != Account.Status.ACTIVE) {
            return Uni.createFrom().item(new Renewal.Refused());
        }
        return RefreshTokens.use(tx, refreshToken)
                .chain(() -> refreshTokens.add(tx, account.id(), stored.family(), stored.endsAt()))
                .map(token -> new Renewal.Renewed(grant(account, stored.family(), token)));
    }

    private void note(Renewal renewal) {
        if (renewal instanceof Renewal.Reused(long accountId, UUID family)) {
            revocations.end(family);
            LOG.warnf("account %d: a replaced refresh token came back; its login was ended", accountId);
        }
    }

    private Grant grant(Account account, UUID family, @org.jspecify.annotations.Nullable String refreshToken) {
        boolean owesChange = account.mustChange() && !config.waiveForcedChange();
        Session session = new Session(
                account.callerAs(owesChange ? Set.of(Role.CHANGE_PASSWORD) : account.roles()),
                family,
                account.tokenVersion(),
                clock.instant().plus(config.accessTokenLifetime()));
        return new Grant(session, accessTokens.issue(session), refreshToken);
    }
}
