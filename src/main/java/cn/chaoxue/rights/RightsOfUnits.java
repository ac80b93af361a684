package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.StaffTokens;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// Rights at a unit end when it goes into another: who answered for the one was never given the other. Whoever answers
/// for that one answers for its people from then on; rights at units beneath move with them. What goes elsewhere
/// leaves behind who saw it in clear from above. A unit somebody holds a right at is not closed.
@Singleton
class RightsOfUnits implements UnitFollower {

    private static final String END = """
            update staff_grant set over_at = now() where unit_id = $1 and over_at is null
            returning account_id, role, unit_id
            """;
    private static final String PRESENT = """
            select count(*) as rights from staff_grant
            where unit_id = $1 and over_at is null and (ends_at is null or ends_at > now())
            """;

    private final AuditLog audit;
    private final IdleRights idle;

    RightsOfUnits(AuditLog audit, IdleRights idle) {
        this.audit = audit;
        this.idle = idle;
    }

    @Override
    public Uni<Void> moved(SqlConnection tx, long unit, List<Long> left, List<Long> joined, Origin origin) {
        return idle.endOver(tx, left, origin);
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return StaffTokens.renewAt(tx, from)
                .chain(() -> Database.rows(tx, END, Tuple.of(from), row -> event(row, origin)))
                .chain(events -> idle.alsoEnded(tx, events, origin))
                .chain(events -> audit.append(tx, events));
    }

    @Override
    public Uni<Long> holding(SqlConnection tx, long unit) {
        return Database.rows(tx, PRESENT, Tuple.of(unit), row -> row.getLong("rights"))
                .map(List::getFirst);
    }

    private static AuditEvent event(Row row, Origin origin) {
        return AuditEvent.of(
                        origin, "grant.unit-merged", Subject.cadre(row.getLong("account_id")), row.getLong("unit_id"))
                .changing(GrantService.changes(Role.of(row.getString("role")), null, true));
    }
}
