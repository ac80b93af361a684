package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Acts of superiors on accounts (A1.6): a cadre's by who reaches the unit, an administrator's or liaison's only by a
/// unit above, one's own never. With the reason in the audit log, in one transaction.
@Singleton
class AccountService {

    private static final String INITIAL = "select mobile_index from cadre where id = $1";
    /// A password that may have leaked must not come back when a reset of many is undone.
    private static final String UNACTIVATE = """
            with forgotten as (
                update activation_reset_account set password_hash = null
                where account_id = $1 and password_hash is not null
            )
            update cadre set activated_at = null where id = $1
            """;

    private final AccountKeeping accounts;
    private final Database database;
    private final AuditLog audit;

    AccountService(AccountKeeping accounts, Database database, AuditLog audit) {
        this.accounts = accounts;
        this.database = database;
        this.audit = audit;
    }

    /// `unitPath` is where the caller stands.
    Uni<AccountOutcome> act(AccountAct act, long id, String unitPath, String reason, Origin origin) {
        if (id == origin.actorId()) {
            return answer(new AccountOutcome.Own());
        }
        AuditEvent event =
                AuditEvent.of(origin, act.action, Subject.cadre(id), null).because(reason);
        return database.transaction(tx -> accounts.lock(tx, id, unitPath)
                .chain(found -> found.map(standing -> decide(tx, act, standing, unitPath, event))
                        .orElseGet(() -> answer(new AccountOutcome.Absent()))));
    }

    private Uni<AccountOutcome> decide(
            SqlConnection tx, AccountAct act, AccountKeeping.Standing standing, String unitPath, AuditEvent event) {
        if (standing.beyond(unitPath)) {
            return answer(new AccountOutcome.Peer());
        }
        if (act == AccountAct.RESET && standing.staff()) {
            return answer(new AccountOutcome.Staff());
        }
        if (standing.merged() || standing.disabled() != (act == AccountAct.ENABLE)) {
            return answer(new AccountOutcome.Unfit());
        }
        if (act == AccountAct.ENABLE && standing.retired()) {
            return answer(new AccountOutcome.Retired());
        }
        return carryOut(tx, act, event.subject().id())
                .chain(() -> audit.append(tx, event.about(standing.unitId())))
                .replaceWith(new AccountOutcome.Done());
    }

    private Uni<Void> carryOut(SqlConnection tx, AccountAct act, long id) {
        return switch (act) {
            case DISABLE -> accounts.disable(tx, id);
            case ENABLE -> accounts.enable(tx, id);
            case RESET ->
                Database.rows(tx, INITIAL, Tuple.of(id), row -> Database.someBytes(row, "mobile_index"))
                        .map(List::getFirst)
                        .chain(initial -> accounts.reset(tx, id, initial))
                        .chain(() -> Database.rows(tx, UNACTIVATE, Tuple.of(id), _ -> true))
                        .replaceWithVoid();
        };
    }

    private static Uni<AccountOutcome> answer(AccountOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
