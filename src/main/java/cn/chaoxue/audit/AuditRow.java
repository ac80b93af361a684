package cn.chaoxue.audit;

import cn.chaoxue.platform.sql.Database;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// An entry as stored, without its hash. `at` has whole microseconds, as PostgreSQL keeps it.
record AuditRow(
        long seq,
        OffsetDateTime at,
        long actorId,
        String action,
        Subject subject,
        @Nullable Long unitId,
        String address,
        @Nullable String reason,
        String changes,
        @Nullable Buffer sealed) {

    static final String COLUMNS = """
            e.seq, e.at, e.actor_id, e.action, e.subject_kind, e.subject_id, e.unit_id, e.address, e.reason, e.changes,
            e.sealed, e.hash
            """;

    static AuditRow of(Row row) {
        return new AuditRow(
                row.getLong("seq"),
                row.getOffsetDateTime("at").withOffsetSameInstant(ZoneOffset.UTC),
                row.getLong("actor_id"),
                row.getString("action"),
                new Subject(row.getString("subject_kind"), row.getLong("subject_id")),
                row.getLong("unit_id"),
                row.getString("address"),
                row.getString("reason"),
                row.getString("changes"),
                Database.bytes(row, "sealed"));
    }
}
