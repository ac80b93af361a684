package cn.chaoxue.audit;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Adds entries within the transaction of what they tell of: both are stored, or neither is. The end of the chain stays
/// locked until that transaction ends, so append last, and many at once.
@Singleton
public class AuditLog {

    /// What values are sealed under, for the entry's number.
    static final String FIELD = "audit";

    /// Names the table of units, which entries refer to, so that it is waited for before the end of the chain is held:
    /// whoever changes the tree holds the table, and then adds entries.
    private static final String LOCK =
            "select h.seq, h.hash from audit_head h where not exists (select from unit where false) for update of h";
    private static final String APPEND = """
            with added as (
                insert into audit_entry (seq, at, actor_id, action, subject_kind, subject_id, unit_id, address, reason,
                    changes, sealed, hash)
                select * from unnest($1::bigint[], $2::timestamptz[], $3::bigint[], $4::text[], $5::text[], $6::bigint[],
                    $7::bigint[], $8::text[], $9::text[], $10::text[], $11::bytea[], $12::bytea[])
            )
            update audit_head set seq = $13, hash = $14
            """;

    private final AuditHash hash;
    private final FieldCipher cipher;
    private final SharedClock clock;

    AuditLog(AuditHash hash, FieldCipher cipher, SharedClock clock) {
        this.hash = hash;
        this.cipher = cipher;
        this.clock = clock;
    }

    /// Adds one entry.
    public Uni<Void> append(SqlConnection tx, AuditEvent event) {
        return append(tx, List.of(event));
    }

    /// Adds entries in this order; none is fine.
    public Uni<Void> append(SqlConnection tx, List<AuditEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Database.rows(tx, LOCK, Tuple.tuple(), AuditLog::head)
                .map(heads -> linked(heads.getFirst(), events))
                .chain(arguments -> Database.rows(tx, APPEND, arguments, _ -> true))
                .replaceWithVoid();
    }

    private record Head(long seq, Buffer hash) {}

    private static Head head(Row row) {
        return new Head(row.getLong("seq"), Database.someBytes(row, "hash"));
    }

    private Tuple linked(Head head, List<AuditEvent> events) {
        List<AuditRow> rows = new ArrayList<>();
        List<Buffer> hashes = new ArrayList<>();
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        Buffer last = head.hash();
        for (AuditEvent event : events) {
            AuditRow row = row(head.seq() + rows.size() + 1, now, event);
            last = hash.of(last, row);
            rows.add(row);
            hashes.add(last);
        }
        return arguments(rows, hashes);
    }

    private AuditRow row(long seq, OffsetDateTime at, AuditEvent event) {
        return new AuditRow(
                seq,
                at,
                event.origin().actorId(),
                event.action(),
                event.subject(),
                event.unitId(),
                event.origin().address(),
                event.reason(),
                WrittenChanges.shown(event.changes()),
                WrittenChanges.hidden(event.changes())
                        .map(values -> Buffer.buffer(cipher.seal(FIELD, seq, values)))
                        .orElse(null));
    }

    private static Tuple arguments(List<AuditRow> rows, List<Buffer> hashes) {
        return Tuple.wrap(Arrays.<Object>asList(
                column(rows, Long[]::new, AuditRow::seq),
                column(rows, OffsetDateTime[]::new, AuditRow::at),
                column(rows, Long[]::new, AuditRow::actorId),
                column(rows, String[]::new, AuditRow::action),
                column(rows, String[]::new, row -> row.subject().kind()),
                column(rows, Long[]::new, row -> row.subject().id()),
                column(rows, Long[]::new, AuditRow::unitId),
                column(rows, String[]::new, AuditRow::address),
                column(rows, String[]::new, AuditRow::reason),
                column(rows, String[]::new, AuditRow::changes),
                column(rows, Buffer[]::new, AuditRow::sealed),
                hashes.toArray(Buffer[]::new),
                rows.getLast().seq(),
                hashes.getLast()));
    }

    private static <T> T[] column(
            List<AuditRow> rows, IntFunction<T[]> array, Function<AuditRow, ? extends @Nullable T> field) {
        return rows.stream().map(field).toArray(array);
    }
}
