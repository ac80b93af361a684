package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Writes down that rights have ended by themselves. Void they are already, at the second: no token outlives them.
@Singleton
class EndedRights {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int BATCH = 200;
    private static final Origin BY_ITSELF = new Origin(0, "end of term");
    /// Names the table of units, so that it is waited for before any row is held: whoever changes the tree holds it.
    private static final String NOTE = """
            update staff_grant set over_at = ends_at where id in (
                select g.id from staff_grant g join unit u on u.id = g.unit_id
                where g.over_at is null and g.ends_at <= now() limit $1 for update of g skip locked)
            returning account_id, role, unit_id
            """;

    private final Database database;
    private final AuditLog audit;
    private final IdleRights idle;
    private final WorkerLoop loop;

    EndedRights(Database database, AuditLog audit, IdleRights idle) {
        this.database = database;
        this.idle = idle;
        this.audit = audit;
        this.loop = new WorkerLoop("ended rights", PAUSE, this::note);
    }

    void start(@Observes StartupEvent event, RolesConfig roles) {
        if (roles.worker()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// One batch; answers how many there were.
    Uni<Integer> note() {
        return database.transaction(tx -> Database.rows(tx, NOTE, Tuple.of(BATCH), EndedRights::event)
                .call(events -> idle.alsoEnded(tx, events, BY_ITSELF).chain(all -> audit.append(tx, all)))
                .map(List::size));
    }

    private static AuditEvent event(Row row) {
        return AuditEvent.of(BY_ITSELF, "grant.end", Subject.cadre(row.getLong("account_id")), row.getLong("unit_id"))
                .changing(GrantService.changes(Role.of(row.getString("role")), null, true));
    }
}
