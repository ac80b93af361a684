package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Changes passwords. A change ends every other login of the account within seconds (A1.6).
@Singleton
class PasswordService {

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final PersonalNumbers personal;
    private final LoginBrake brake;
    private final Issuing issuing;
    private final Revocations revocations;
    private final Database database;
    private final AuditLog audit;

    PasswordService(
            AccountRepository accounts,
            Passwords passwords,
            PersonalNumbers personal,
            LoginBrake brake,
            Issuing issuing,
            Revocations revocations,
            Database database,
            AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.personal = personal;
        this.brake = brake;
        this.issuing = issuing;
        this.revocations = revocations;
        this.database = database;
        this.audit = audit;
    }

    Uni<PasswordChange> change(Session session, String current, String fresh, String address) {
        LoginBrake.Attempt attempt = brake.attempt("account " + session.caller().id());
        return personal.of(session.caller().id())
                .map(numbers -> objection(current, fresh, numbers))
                .chain(objection -> objection
                        .map(text -> item(new PasswordChange.Unfit(text)))
                        .orElseGet(() -> braked(attempt, session, current, fresh, address)));
    }

    private Uni<PasswordChange> braked(
            LoginBrake.Attempt attempt, Session session, String current, String fresh, String address) {
        return brake.count(attempt)
                .chain(wait -> wait.isZero()
                        ? verified(session, current, fresh, address).call(change -> settle(attempt, change))
                        : item(new PasswordChange.Braked(wait)));
    }

    private Uni<Void> settle(LoginBrake.Attempt attempt, PasswordChange change) {
        return change instanceof PasswordChange.Changed ? brake.proved(attempt) : brake.failed();
    }

    private Uni<PasswordChange> verified(Session session, String current, String fresh, String address) {
        return accounts.byId(session.caller().id())
                .map(account -> account.map(Account::passwordHash))
                .chain(hash -> hash.map(stored -> verified(session, stored, current, fresh, address))
                        .orElseGet(
                                () -> passwords.verifyNothing(current).replaceWith(new PasswordChange.WrongCurrent())));
    }

    private Uni<PasswordChange> verified(Session session, String stored, String current, String fresh, String address) {
        return passwords
                .verify(stored, current)
                .chain(right ->
                        right ? store(session, stored, fresh, address) : item(new PasswordChange.WrongCurrent()));
    }

    /// In place of the password that was found right: one that was handed out meanwhile stays.
    private Uni<PasswordChange> store(Session session, String old, String fresh, String address) {
        long id = session.caller().id();
        long unit = session.caller().unit().id();
        return passwords
                .hash(fresh)
                .chain(hash -> database.transaction(tx -> AccountRepository.changePassword(tx, id, old, hash, unit)
                        .call(changed ->
                                changed.isPresent() ? RefreshTokens.endOthers(tx, id, session.family()) : nothing())
                        .call(changed -> changed.isPresent() ? note(tx, session, address) : nothing())))
                .map(account -> account.map(now -> changed(now, session)).orElseGet(PasswordChange.WrongCurrent::new));
    }

    private Uni<Void> note(SqlConnection tx, Session session, String address) {
        long id = session.caller().id();
        long unit = session.caller().unit().id();
        return audit.append(tx, AuditEvent.of(new Origin(id, address), "account.password", Subject.cadre(id), unit));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private PasswordChange changed(Account account, Session session) {
        revocations.raise(account.id(), account.tokenVersion());
        return new PasswordChange.Changed(issuing.continued(account, session));
    }

    private static Optional<String> objection(String current, String fresh, List<String> numbers) {
        return fresh.equals(current)
                ? Optional.of("must differ from the current password")
                : PasswordPolicy.objection(fresh, numbers);
    }

    private static Uni<PasswordChange> item(PasswordChange change) {
        return Uni.createFrom().item(change);
    }
}
