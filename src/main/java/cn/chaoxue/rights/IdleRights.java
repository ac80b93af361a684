package cn.chaoxue.rights;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.StaffTokens;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/// Seeing in clear (A1.9) adds to the keeping of records, and ends with it: left behind, it would wake up by records
/// given by somebody who could not give it.
@Singleton
class IdleRights {

    /// One that somebody else is just taking away is left to them: waiting for it, each could wait for the other.
    private static final String END = """
            update staff_grant set over_at = now() where id in (
                select g.id from staff_grant g join unit u on u.id = g.unit_id
                where g.account_id = any($1) and g.role = 'unmask' and g.over_at is null
                    and (g.ends_at is null or g.ends_at > now()) and not exists (
                        select from staff_grant k join unit o on o.id = k.unit_id
                        where k.account_id = g.account_id and k.over_at is null
                            and (k.ends_at is null or k.ends_at > now())
                            and k.role in ('centre-admin', 'province-admin', 'city-admin', 'database-admin')
                            and starts_with(o.path, u.path))
                for update of g skip locked)
            returning account_id, role, unit_id
            """;
    private static final String HOLDERS = """
            select distinct account_id from staff_grant
            where role = 'unmask' and unit_id = any($1) and over_at is null
            """;

    private final AuditLog audit;

    IdleRights(AuditLog audit) {
        this.audit = audit;
    }

    /// Ends what these accounts are left with, and the access tokens of who loses something. Yields what is to be
    /// written down, last of all that the transaction does.
    Uni<List<AuditEvent>> end(SqlConnection tx, List<Long> accounts, Origin origin) {
        return accounts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Database.rows(tx, END, ids(accounts), row -> event(origin, row))
                        .call(events -> events.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : StaffTokens.renew(tx, subjects(events)));
    }

    /// The same for whoever these rights ended for; yields all together.
    Uni<List<AuditEvent>> alsoEnded(SqlConnection tx, List<AuditEvent> ended, Origin origin) {
        return end(tx, subjects(ended), origin)
                .map(idle -> Stream.concat(ended.stream(), idle.stream()).toList());
    }

    /// The same for all who hold it at one of these units; written down already.
    Uni<Void> endOver(SqlConnection tx, List<Long> units, Origin origin) {
        return Database.rows(tx, HOLDERS, ids(units), row -> row.getLong("account_id"))
                .chain(accounts -> end(tx, accounts, origin))
                .chain(events -> audit.append(tx, events));
    }

    private static List<Long> subjects(List<AuditEvent> events) {
        return events.stream().map(event -> event.subject().id()).distinct().toList();
    }

    private static Tuple ids(List<Long> some) {
        return Tuple.of(some.toArray(Long[]::new));
    }

    private static AuditEvent event(Origin origin, Row row) {
        return AuditEvent.of(origin, "grant.idle", Subject.cadre(row.getLong("account_id")), row.getLong("unit_id"))
                .changing(GrantService.changes(Role.of(row.getString("role")), null, true));
    }
}
