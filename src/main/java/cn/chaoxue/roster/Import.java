package cn.chaoxue.roster;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// One file on its way in, and how far it is. `unit` is the importer's: its subtree is what it may touch. `origin` is
/// who moved it last, `createdBy` who uploaded it; `allowed` where the former still answers for the unit, with an
/// account that nobody disabled or gave a password anew since (one perhaps leaked).
record Import(
        long id,
        UnitRef unit,
        long createdBy,
        Origin origin,
        String fileName,
        long bytes,
        State state,
        @Nullable String failure,
        @Nullable String detail,
        Counts found,
        Counts done,
        long position,
        boolean allowed,
        int attempts,
        Instant createdAt,
        @Nullable Instant readyAt,
        @Nullable Instant finishedAt,
        Instant expiresAt) {

    enum State {
        /// Parts are missing.
        UPLOADING,
        /// A worker reads the file and tries its rows out.
        STAGING,
        /// The report is complete; nothing has changed yet.
        READY,
        /// A worker applies it.
        APPLYING,
        DONE,
        /// See `failure`.
        FAILED,
        CANCELLED,
        /// Nobody had it applied in time.
        EXPIRED
    }

    /// Rows by outcome.
    record Counts(int create, int change, int unchanged, int conflict, int wrong) {
        int rows() {
            return create + change + unchanged + conflict + wrong;
        }
    }

    static final String COLUMNS = """
            i.id, i.unit_id, u.name as unit_name, u.path as unit_path, i.created_by, i.actor_id, i.address, i.file_name, i.bytes, i.state, i.failure, i.detail,
            i.creates, i.changes, i.unchanged, i.conflicts, i.wrong, i.position, i.created, i.changed, i.kept, i.claimed,
            i.refused, i.attempts, i.created_at, i.ready_at, i.finished_at, i.expires_at,
            exists (select from account a join staff_grant g on g.account_id = a.id
                where a.id = i.actor_id and a.status = 'ACTIVE'
                    and (a.must_change and a.revoked_at > i.created_at) is not true and g.unit_id = i.unit_id and g.over_at is null
                    and (g.ends_at is null or g.ends_at > now())
                    and g.role in ('database-admin', 'city-admin', 'province-admin', 'centre-admin')) as allowed
            """;

    static Import of(Row row) {
        return new Import(
                row.getLong("id"),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                row.getLong("created_by"),
                new Origin(row.getLong("actor_id"), row.getString("address")),
                row.getString("file_name"),
                row.getLong("bytes"),
                State.valueOf(row.getString("state")),
                row.getString("failure"),
                row.getString("detail"),
                counts(row, "creates", "changes", "unchanged", "conflicts", "wrong"),
                counts(row, "created", "changed", "kept", "claimed", "refused"),
                row.getLong("position"),
                row.getBoolean("allowed"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("ready_at")),
                instant(row.getOffsetDateTime("finished_at")),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    String unitPath() {
        return unit.path();
    }

    /// Applied, and started to be.
    boolean begun() {
        return position > 0 || state == State.APPLYING || state == State.DONE;
    }

    /// The id of a row by its line.
    static long rowId(long importId, int line) {
        return (importId << 20) | line;
    }

    static int lineOf(long rowId) {
        return (int) (rowId & ((1 << 20) - 1));
    }

    private static Counts counts(Row row, String... columns) {
        return new Counts(
                row.getInteger(columns[0]),
                row.getInteger(columns[1]),
                row.getInteger(columns[2]),
                row.getInteger(columns[3]),
                row.getInteger(columns[4]));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
