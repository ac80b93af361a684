package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The second step of a log-in, and what leads to it. Guessing is slowed like that of passwords; each step and each
/// wrong code is in the audit log, in the transaction that took it.
@Singleton
class FactorService {

    private final SecondFactors factors;
    private final RecoveryCodes recovery;
    private final Sessions sessions;
    private final LoginBrake brake;
    private final Database database;
    private final AuditLog audit;

    FactorService(
            SecondFactors factors,
            RecoveryCodes recovery,
            Sessions sessions,
            LoginBrake brake,
            Database database,
            AuditLog audit) {
        this.factors = factors;
        this.recovery = recovery;
        this.sessions = sessions;
        this.brake = brake;
        this.database = database;
        this.audit = audit;
    }

    /// Shows the factor and makes the login whole.
    Uni<FactorOutcome> present(Session session, String code, Arrival arrival) {
        return judged(
                session,
                arrival,
                (tx, account, log) -> proved(
                        tx,
                        account,
                        code,
                        log,
                        right -> sessions.openProved(tx, account, arrival.device())
                                .call(() -> log.add(
                                        "login.success", "secondFactor", right.recovery() ? "recovery" : "totp"))
                                .map(FactorOutcome.Passed::new)));
    }

    /// Offers a new secret; who has one already proves it first. Asking without a code is no guess.
    Uni<FactorOutcome> offer(Session session, @Nullable String code, Arrival arrival) {
        if (code == null || code.isBlank()) {
            return taken(
                    session,
                    arrival,
                    (tx, account, _) ->
                            account.enrolled() ? item(new FactorOutcome.CodeNeeded()) : offered(tx, account));
        }
        return judged(
                session,
                arrival,
                (tx, account, log) -> account.enrolled()
                        ? proved(tx, account, code, log, _ -> offered(tx, account))
                        : offered(tx, account));
    }

    /// Puts the offered secret in force. A token that could do nothing else becomes a whole login.
    Uni<FactorOutcome> confirm(Session session, String code, Arrival arrival) {
        return judged(
                session,
                arrival,
                (tx, account, log) -> factors.confirm(tx, account.id(), code)
                        .chain(right -> right
                                ? enrolled(tx, session, account, log)
                                : refused(log, "second-factor", new FactorOutcome.Wrong())));
    }

    /// New recovery codes in place of all earlier ones.
    Uni<FactorOutcome> renewCodes(Session session, String code, Arrival arrival) {
        return judged(
                session,
                arrival,
                (tx, account, log) -> proved(
                        tx,
                        account,
                        code,
                        log,
                        _ -> recovery.replace(tx, account.id())
                                .call(() -> log.add("factor.recovery-codes", null, null))
                                .map(codes -> new FactorOutcome.Enrolled(codes, null))));
    }

    /// A step within the transaction that settles it.
    private interface Step {
        Uni<FactorOutcome> take(SqlConnection tx, Account account, FactorLog log);
    }

    private Uni<FactorOutcome> judged(Session session, Arrival arrival, Step step) {
        long id = session.caller().id();
        LoginBrake.Attempt attempt = brake.attempt("factor " + id);
        return brake.count(attempt)
                .chain(wait -> wait.isZero()
                        ? taken(session, arrival, step)
                                .onFailure()
                                .call(() -> brake.unjudged(attempt))
                                .call(outcome -> settle(attempt, outcome))
                        : item(new FactorOutcome.Braked(wait)));
    }

    /// Not with a token that was void when the account was held: it may have been reset.
    private Uni<FactorOutcome> taken(Session session, Arrival arrival, Step step) {
        return database.transaction(tx -> AccountRepository.lock(
                        tx, session.caller().id())
                .map(found -> found.filter(account -> Sessions.unchanged(account, session))
                        .filter(account -> account.staff() || account.enrolled()))
                .chain(found -> found.map(account -> step.take(tx, account, new FactorLog(audit, tx, account, arrival)))
                        .orElseGet(() -> item(new FactorOutcome.Unfit()))));
    }

    private Uni<Void> settle(LoginBrake.Attempt attempt, FactorOutcome outcome) {
        return switch (outcome) {
            case FactorOutcome.Wrong _ -> brake.failed();
            case FactorOutcome.Passed _, FactorOutcome.Enrolled _ -> brake.proved(attempt);
            case FactorOutcome.Offered _,
                    FactorOutcome.CodeNeeded _,
                    FactorOutcome.Locked _,
                    FactorOutcome.Braked _,
                    FactorOutcome.Unfit _ -> brake.unjudged(attempt);
        };
    }

    private Uni<FactorOutcome> proved(
            SqlConnection tx,
            Account account,
            String code,
            FactorLog log,
            Function<Proof.Right, Uni<FactorOutcome>> then) {
        return factors.prove(tx, account.id(), code).chain(proof -> switch (proof) {
            case Proof.Right right -> then.apply(right);
            case Proof.Wrong() -> refused(log, "second-factor", new FactorOutcome.Wrong());
            case Proof.Locked() -> refused(log, "second-factor-locked", new FactorOutcome.Locked());
        });
    }

    private static Uni<FactorOutcome> refused(FactorLog log, String why, FactorOutcome outcome) {
        return log.add("login.refused", "refusal", why).replaceWith(outcome);
    }

    private Uni<FactorOutcome> offered(SqlConnection tx, Account account) {
        return factors.offer(tx, account.id())
                .map(secret -> new FactorOutcome.Offered(FactorOfferView.of(account.id(), secret)));
    }

    private Uni<FactorOutcome> enrolled(SqlConnection tx, Session session, Account account, FactorLog log) {
        Uni<Optional<Grant>> login = session.caller().has(Role.ENROL)
                ? sessions.openProved(tx, account, log.device()).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
        return recovery.replace(tx, account.id())
                .chain(codes -> login.map(grant -> enrolled(codes, grant.orElse(null))))
                .call(() -> log.add("factor.enrol", null, null));
    }

    private static FactorOutcome enrolled(List<String> codes, @Nullable Grant grant) {
        return new FactorOutcome.Enrolled(codes, grant);
    }

    private static Uni<FactorOutcome> item(FactorOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
