package cn.chaoxue.activation;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/// A window ends with its unit: nobody decided to open it for the people of the one that takes over. What a unit that
/// went into another had ordered for those beneath is the other's to close and to undo.
@Singleton
class WindowsOfUnits implements UnitFollower {

    private static final String REASON = "unit-over";
    private static final String END = """
            update activation_window set ended_at = now(), ended_by = $2
            where unit_id = $1 and ended_at is null and closes_at > now()
            returning unit_id
            """;
    private static final String FOLLOW = """
            with resets as (
                update activation_reset set started_at_unit = $2 where started_at_unit = $1
            )
            update activation_window set opened_at_unit = $2 where opened_at_unit = $1
            """;

    private final AuditLog audit;

    WindowsOfUnits(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }

    @Override
    public Uni<Void> ended(SqlConnection tx, long unit, Origin origin) {
        return Database.rows(tx, END, Tuple.of(unit, origin.actorId()), row -> closed(row.getLong("unit_id"), origin))
                .chain(events -> audit.append(tx, events));
    }

    private static AuditEvent closed(long unit, Origin origin) {
        return AuditEvent.of(origin, "activation.window-close", Subject.unit(unit), unit)
                .because(REASON);
    }
}
