package cn.chaoxue.activation;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Subject;
import io.vertx.mutiny.sqlclient.Row;

/// A unit whose superiors read that a reset was taken back: the one it is of, those it went into one after the other,
/// and the one that ordered it, where none of these lies beneath that any more.
///
/// @param own whether it lies beneath where they stand who take it back
record Side(long unit, boolean own) {

    /// Of the reset `$1`, for who stands at the path `$2`.
    static final String OF = """
            with recursive led (id, path, merged_into) as (
                select u.id, u.path, u.merged_into from activation_reset r join unit u on u.id = r.unit_id where r.id = $1
                union all
                select m.id, m.path, m.merged_into from led l join unit m on m.id = l.merged_into
            ), side as (
                select id, path from led
                union all
                select s.id, s.path from activation_reset r join unit s on s.id = r.started_at_unit
                where r.id = $1 and not exists (select from led l where starts_with(l.path, s.path))
            )
            select id, starts_with(path, $2) as own from side order by id
            """;

    static Side of(Row row) {
        return new Side(row.getLong("id"), row.getBoolean("own"));
    }

    /// The same there; why, is for those who answer to who did it.
    AuditEvent read(AuditEvent event) {
        AuditEvent there = new AuditEvent(
                event.origin(), event.action(), Subject.unit(unit), unit, event.reason(), event.changes());
        return own ? there : there.because(null);
    }
}
