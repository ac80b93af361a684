package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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
    private final AuditLog audit;

    Sessions(
            Database database,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Revocations revocations,
            IdentityConfig config,
            SharedClock clock,
            AuditLog audit) {
        this.database = database;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.revocations = revocations;
        this.config = config;
        this.clock = clock;
        this.audit = audit;
    }

    /// A new login of an active account whose password was right. Who owes a second factor gets a token that can do
    /// nothing but show it, or set it up.
    Uni<Grant> open(Account account) {
        if (factorWanted(account)) {
            return Uni.createFrom().item(owing(account));
        }
        RefreshTokens.Login login = login(false);
        return refreshTokens.add(database, account.id(), login).map(token -> grant(account, login, token));
    }

    /// The same as a part of what makes the account active.
    Uni<Grant> open(SqlConnection tx, Account account) {
        return factorWanted(account) ? Uni.createFrom().item(owing(account)) : begin(tx, account, login(false));
    }

    /// A new login of who has just shown the second factor.
    Uni<Grant> openProved(SqlConnection tx, Account account) {
        return begin(tx, account, login(true));
    }

    /// Goes on at another unit its owner holds something at. The refresh token stays, and without a living one there is
    /// nothing to go on with: an access token outlives a logout until the pods hear of it.
    Uni<Acting> act(SqlConnection tx, Session session, long unitId) {
        return AccountRepository.lockActing(tx, session.caller().id(), unitId)
                .chain(found -> found.filter(account -> unchanged(account, session))
                        .map(account -> act(tx, account, session.family(), unitId))
                        .orElseGet(() -> Uni.createFrom().item(new Acting.Over())));
    }

    /// Whether the password alone does not let it in as what it is.
    boolean factorWanted(Account account) {
        return account.enrolled() || (account.staff() && !config.waiveSecondFactor());
    }

    /// A token that activates and does nothing else, at the account's own unit: no right counts yet. `version` made all
    /// earlier ones void.
    Grant activation(Account account, int version) {
        Session session = new Session(
                new Caller(account.id(), account.name(), Set.of(Role.ACTIVATE), account.home()),
                UUID.randomUUID(),
                version,
                clock.instant().plus(config.accessTokenLifetime()));
        return new Grant(session, accessTokens.issue(session), null);
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

    /// The access token that goes on with a login under what the account is now. A password that was changed first
    /// still leaves the second factor owed.
    Grant continued(Account account, Session session) {
        if (session.caller().has(Role.CHANGE_PASSWORD) && factorWanted(account)) {
            return owing(account);
        }
        boolean proved = session.caller().roles().stream().anyMatch(Role::staff);
        return grant(account, new RefreshTokens.Login(session.family(), end(), null, proved), null);
    }

    private static boolean unchanged(Account account, Session session) {
        return account.status() == Account.Status.ACTIVE && account.tokenVersion() == session.tokenVersion();
    }

    private Uni<Acting> act(SqlConnection tx, Account account, UUID family, long unitId) {
        if (account.unit().id() != unitId || !account.staff()) {
            return Uni.createFrom().item(new Acting.Nowhere());
        }
        return RefreshTokens.act(tx, account.id(), family, unitId)
                .map(living -> living.<Acting>map(login -> new Acting.Done(grant(account, login, null)))
                        .orElseGet(Acting.Over::new));
    }

    private Uni<Grant> begin(SqlConnection tx, Account account, RefreshTokens.Login login) {
        return refreshTokens.add(tx, account.id(), login).map(token -> grant(account, login, token));
    }

    private RefreshTokens.Login login(boolean proved) {
        return new RefreshTokens.Login(UUID.randomUUID(), end(), null, proved);
    }

    private OffsetDateTime end() {
        return clock.instant().atOffset(ZoneOffset.UTC).plus(config.sessionLifetime());
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

    /// A token for the one thing that comes first. It is not renewed: who takes longer logs in again.
    private Grant owing(Account account) {
        Role first =
                owesPassword(account) ? Role.CHANGE_PASSWORD : account.enrolled() ? Role.SECOND_FACTOR : Role.ENROL;
        return issued(account, account.only(first), login(false), null);
    }

    /// A right that came while somebody was logged in without a second factor waits for the next log-in.
    private Grant grant(Account account, RefreshTokens.Login login, @Nullable String refreshToken) {
        boolean unproved = factorWanted(account) && !login.proved();
        Caller caller = owesPassword(account)
                ? account.only(Role.CHANGE_PASSWORD)
                : unproved ? account.asLearner() : account.inFull();
        return issued(account, caller, login, refreshToken);
    }

    private boolean owesPassword(Account account) {
        return account.mustChange() && !config.waiveForcedChange();
    }

    /// No token outlives its login, nor the right it speaks of.
    private Grant issued(Account account, Caller caller, RefreshTokens.Login login, @Nullable String refreshToken) {
        Instant end = clock.instant().plus(config.accessTokenLifetime());
        Instant expiresAt = sooner(sooner(end, login.endsAt().toInstant()), account.rightsUntil());
        Session session = new Session(caller, login.family(), account.tokenVersion(), expiresAt);
        return new Grant(session, accessTokens.issue(session), refreshToken);
    }

    private static Instant sooner(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
