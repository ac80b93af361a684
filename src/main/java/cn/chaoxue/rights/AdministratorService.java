package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.rights.OneTimePasswords.OneTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;

/// What a superior unit does for the accounts of those who answer for others (A1.6).
@Singleton
class AdministratorService {

    private final AccountKeeping accounts;
    private final OneTimePasswords passwords;
    private final Database database;
    private final AuditLog audit;

    AdministratorService(AccountKeeping accounts, OneTimePasswords passwords, Database database, AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.database = database;
        this.audit = audit;
    }

    /// A new password for one log-in; the second factor is set up anew. `action` is its name in the audit log.
    Uni<GrantOutcome> reset(Caller caller, long id, String action, String reason, Origin origin) {
        return passwords
                .make()
                .chain(password -> database.transaction(tx -> allowed(tx, caller, id)
                        .chain(refusal -> refusal.map(AdministratorService::answer)
                                .orElseGet(() ->
                                        reset(tx, id, password.orElseThrow(), event(origin, id, action, reason))))));
    }

    /// The device is lost: a second factor is set up anew after the next password.
    Uni<GrantOutcome> resetFactor(Caller caller, long id, String reason, Origin origin) {
        return database.transaction(tx -> allowed(tx, caller, id)
                .chain(refusal -> refusal.map(AdministratorService::answer)
                        .orElseGet(() -> accounts.resetFactor(tx, id)
                                .chain(() -> log(tx, event(origin, id, "factor.reset", reason)))
                                .replaceWith(new GrantOutcome.Done(id, null)))));
    }

    private Uni<GrantOutcome> reset(SqlConnection tx, long id, OneTime password, AuditEvent event) {
        return passwords
                .issue(tx, id, password, event.origin().actorId())
                .chain(() -> log(tx, event))
                .replaceWith(new GrantOutcome.Done(id, password.password()));
    }

    private Uni<Optional<GrantOutcome>> allowed(SqlConnection tx, Caller caller, long id) {
        String path = caller.unit().path();
        return id == caller.id()
                ? Uni.createFrom().item(Optional.of(new GrantOutcome.Own()))
                : accounts.lock(tx, id, path)
                        .chain(found -> refusal(found, path)
                                .map(refused -> Uni.createFrom().item(Optional.of(refused)))
                                .orElseGet(() -> lack(tx, caller, found.orElseThrow())));
    }

    /// What the caller's own rights lack.
    private static Uni<Optional<GrantOutcome>> lack(SqlConnection tx, Caller caller, AccountKeeping.Standing standing) {
        return Holdings.administers(tx, caller)
                .chain(administers -> administers
                        ? Handover.objection(tx, caller, standing)
                        : Uni.createFrom().item(Optional.of(new GrantOutcome.Beyond())));
    }

    private static Optional<GrantOutcome> refusal(Optional<AccountKeeping.Standing> found, String path) {
        if (found.isEmpty() || !found.get().staff()) {
            return Optional.of(new GrantOutcome.Absent());
        }
        AccountKeeping.Standing standing = found.get();
        return standing.beyond(path)
                ? Optional.of(new GrantOutcome.Beyond())
                : standing.disabled() ? Optional.of(new GrantOutcome.Closed()) : Optional.empty();
    }

    private Uni<Void> log(SqlConnection tx, AuditEvent event) {
        return Database.rows(
                        tx,
                        "select unit_id from account where id = $1",
                        io.vertx.mutiny.sqlclient.Tuple.of(event.subject().id()),
                        row -> row.getLong("unit_id"))
                .chain(unit -> audit.append(tx, event.about(unit.getFirst())));
    }

    private static AuditEvent event(Origin origin, long id, String action, String reason) {
        return AuditEvent.of(origin, action, Subject.cadre(id), null).because(reason);
    }

    private static Uni<GrantOutcome> answer(GrantOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
