package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Withdraws rights, each with its reason in the audit log: void everywhere within seconds.
@Singleton
class WithdrawalService {

    private final AccountKeeping accounts;
    private final IdleRights idle;
    private final Database database;
    private final AuditLog audit;

    WithdrawalService(AccountKeeping accounts, IdleRights idle, Database database, AuditLog audit) {
        this.accounts = accounts;
        this.idle = idle;
        this.database = database;
        this.audit = audit;
    }

    Uni<GrantOutcome> withdraw(Caller caller, long id, String reason, Origin origin) {
        return database.transaction(tx -> Holdings.lock(tx, id, caller.unit().path())
                .chain(found -> found.map(given -> judged(tx, caller, given, reason, origin))
                        .orElseGet(() -> answer(new GrantOutcome.Absent()))));
    }

    private Uni<GrantOutcome> judged(
            SqlConnection tx, Caller caller, Holdings.Given given, String reason, Origin origin) {
        return Holdings.keepUnit(tx, given.unitId())
                .map(unit -> unit.flatMap(at -> objection(caller, given.role(), at)))
                .chain(objection -> objection
                        .map(WithdrawalService::answer)
                        .orElseGet(() -> Holdings.administers(tx, caller)
                                .chain(still ->
                                        still ? taken(tx, given, reason, origin) : answer(new GrantOutcome.Beyond()))));
    }

    /// What the command line gave at the centre nobody above could take away; those beside can, and could not give it
    /// back.
    private static Optional<GrantOutcome> objection(Caller caller, Role role, Unit unit) {
        return role == Role.UNMASK && caller.has(Role.CENTRE_ADMIN)
                ? Optional.empty()
                : Delegation.objection(caller, role, unit);
    }

    private Uni<GrantOutcome> taken(SqlConnection tx, Holdings.Given given, String reason, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, "grant.withdraw", Subject.cadre(given.accountId()), given.unitId())
                .because(reason)
                .changing(GrantService.changes(given.role(), null, true));
        return Holdings.take(tx, given.id(), origin.actorId())
                .chain(() -> accounts.renewTokens(tx, given.accountId()))
                .chain(() -> idle.alsoEnded(tx, List.of(event), origin))
                .chain(events -> audit.append(tx, events))
                .replaceWith(new GrantOutcome.Done(given.id(), null));
    }

    private static Uni<GrantOutcome> answer(GrantOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
