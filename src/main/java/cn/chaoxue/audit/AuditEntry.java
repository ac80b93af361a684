package cn.chaoxue.audit;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry with the names of whom it speaks of, as they are now.
public record AuditEntry(
        long seq,
        Instant at,
        long actorId,
        @Nullable String actorName,
        String action,
        Subject subject,
        @Nullable String subjectName,
        @Nullable Long unitId,
        @Nullable String unitName,
        @Nullable String unitPath,
        String address,
        @Nullable String reason,
        List<Changed> changes) {

    /// A field before and after; masked where personal, unless opened. A unit is told by name, `another-unit` where it
    /// lies outside the reader's branch.
    public record Changed(
            String field, @Nullable String before, @Nullable String after) {}

    /// The same with what was sealed of it in clear, as [WrittenChanges#hidden] wrote it.
    AuditEntry opened(String hidden) {
        return changed(WrittenChanges.opened(changes, hidden));
    }

    /// The same with its changes told otherwise.
    AuditEntry changed(List<Changed> told) {
        return new AuditEntry(
                seq,
                at,
                actorId,
                actorName,
                action,
                subject,
                subjectName,
                unitId,
                unitName,
                unitPath,
                address,
                reason,
                told);
    }

    /// Names nobody: entries may hold what was sealed.
    @Override
    public String toString() {
        return "AuditEntry[" + seq + "]";
    }

    static AuditEntry of(Row row) {
        return new AuditEntry(
                row.getLong("seq"),
                row.getOffsetDateTime("at").toInstant(),
                row.getLong("actor_id"),
                row.getString("actor_name"),
                row.getString("action"),
                new Subject(row.getString("subject_kind"), row.getLong("subject_id")),
                row.getString("subject_name"),
                row.getLong("unit_id"),
                row.getString("unit_name"),
                row.getString("unit_path"),
                row.getString("address"),
                row.getString("reason"),
                WrittenChanges.read(row.getString("changes")));
    }
}
