package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Begins, renews and ends logins.
@Singleton
class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Database database;
    private final RefreshTokens refreshTokens;
    private final LoginStore store;
    private final Issuing issuing;
    private final Revocations revocations;
    private final AuditLog audit;

    Sessions(
            Database database,
            RefreshTokens refreshTokens,
            LoginStore store,
            Issuing issuing,
            Revocations revocations,
            AuditLog audit) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.store = store;
        this.issuing = issuing;
        this.revocations = revocations;
        this.audit = audit;
    }

    /// A new login of an active account whose password was right, on `device` ([DeviceName]). Who owes a second factor
    /// gets a token that can do nothing but show it, or set it up. Empty when the account has changed since it was
    /// read: whoever reset it, or changed the password, ended a log-in that was under way.
    Uni<Optional<Grant>> open(Account account, @Nullable String device) {
        if (issuing.factorWanted(account)) {
            return Uni.createFrom().item(Optional.of(issuing.owing(account)));
        }
        RefreshTokens.Login login = issuing.login(false, device);
        return store.begin(account, login).map(added -> added.map(token -> issuing.grant(account, login, token)));
    }

    /// The same as a part of what makes the account active.
    Uni<Grant> open(SqlConnection tx, Account account, @Nullable String device) {
        return issuing.factorWanted(account)
                ? Uni.createFrom().item(issuing.owing(account))
                : begin(tx, account, issuing.login(false, device));
    }

    /// A new login of who has just shown the second factor.
    Uni<Grant> openProved(SqlConnection tx, Account account, @Nullable String device) {
        return begin(tx, account, issuing.login(true, device));
    }

    /// Goes on at another unit its owner holds something at. The refresh token stays, and without a living one there is
    /// nothing to go on with: an access token outlives a logout until the pods hear of it.
    Uni<Acting> act(SqlConnection tx, Session session, long unitId) {
        return AccountRepository.lockActing(tx, session.caller().id(), unitId)
                .chain(found -> found.filter(account -> unchanged(account, session))
                        .map(account -> act(tx, account, session.family(), unitId))
                        .orElseGet(() -> Uni.createFrom().item(new Acting.Over())));
    }

    /// A new pair for a refresh token, once. The same token again within the grace gets a pair of its own (two tabs);
    /// later it ends the login.
    Uni<Renewal> renew(String refreshToken, String address) {
        return database.transaction(tx -> AccountRepository.lockByRefreshToken(tx, RefreshTokens.hash(refreshToken))
                        .chain(account -> renew(tx, account, refreshToken, address)))
                .invoke(this::note);
    }

    /// Ends the login of a refresh token; an unknown one is fine.
    Uni<Void> close(String refreshToken) {
        return database.transaction(tx -> AccountRepository.lockByRefreshToken(tx, RefreshTokens.hash(refreshToken))
                .chain(_ -> refreshTokens.find(tx, refreshToken))
                .chain(stored -> stored.map(found -> end(tx, found.login().family()))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /// Ends a login known by its access token.
    Uni<Void> close(Session session) {
        return database.transaction(tx -> end(tx, session.family()));
    }

    /// Whether the token still counts, with the account as it is now.
    static boolean unchanged(Account account, Session session) {
        return account.status() == Account.Status.ACTIVE && account.tokenVersion() == session.tokenVersion();
    }

    private Uni<Acting> act(SqlConnection tx, Account account, UUID family, long unitId) {
        if (account.unit().id() != unitId || !account.staff()) {
            return Uni.createFrom().item(new Acting.Nowhere());
        }
        return RefreshTokens.act(tx, account.id(), family, unitId)
                .map(living -> living.<Acting>map(login -> new Acting.Done(issuing.grant(account, login, null)))
                        .orElseGet(Acting.Over::new));
    }

    private Uni<Grant> begin(SqlConnection tx, Account account, RefreshTokens.Login login) {
        return refreshTokens.add(tx, account.id(), login).map(token -> issuing.grant(account, login, token));
    }

    private Uni<Void> end(SqlConnection tx, UUID family) {
        return RefreshTokens.end(tx, family).invoke(() -> revocations.end(family));
    }

    private Uni<Renewal> renew(SqlConnection tx, Optional<Account> account, String refreshToken, String address) {
        return refreshTokens.find(tx, refreshToken).chain(stored -> {
            if (stored.isEmpty() || account.isEmpty()) {
                return Uni.createFrom().item(new Renewal.Refused());
            }
            return renew(tx, account.get(), stored.get(), refreshToken, address);
        });
    }

    private Uni<Renewal> renew(
            SqlConnection tx, Account account, RefreshTokens.Stored stored, String refreshToken, String address) {
        if (stored.reused()) {
            return reused(tx, account, stored.login().family(), address);
        }
        if (!stored.alive() || account.status() != Account.Status.ACTIVE) {
            return Uni.createFrom().item(new Renewal.Refused());
        }
        return RefreshTokens.use(tx, refreshToken)
                .chain(() -> begin(tx, account, stored.login()))
                .map(Renewal.Renewed::new);
    }

    private Uni<Renewal> reused(SqlConnection tx, Account account, UUID family, String address) {
        AuditEvent event = AuditEvent.of(
                new Origin(account.id(), address),
                "login.token-reused",
                Subject.cadre(account.id()),
                account.home().id());
        return RefreshTokens.end(tx, family)
                .chain(() -> audit.append(tx, event))
                .replaceWith(new Renewal.Reused(account.id(), family));
    }

    private void note(Renewal renewal) {
        if (renewal instanceof Renewal.Reused(long accountId, UUID family)) {
            revocations.end(family);
            LOG.warnf("account %d: a replaced refresh token came back; its login was ended", accountId);
        }
    }
}
