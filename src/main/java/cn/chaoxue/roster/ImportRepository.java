package cn.chaoxue.roster;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Import.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Imports as their uploaders see and move them. One unit's administrators see each other's, nobody else does.
@Singleton
class ImportRepository {

    private static final String FROM = " from roster_import i join unit u on u.id = i.unit_id ";
    private static final String INSERT = """
            insert into roster_import (unit_id, created_by, actor_id, address, file_name, bytes, state, expires_at)
            values ($1, $2, $2, $3, $4, $5, 'UPLOADING', now() + $6::bigint * interval '1 second') returning id
            """;
    /// What one account announces and completes at once counts one after the other; nobody waits for somebody else.
    private static final String ALONE =
            "select 1 from pg_advisory_xact_lock(hashtextextended('chaoxue.roster-import', $1))";
    private static final String UNFINISHED = """
            select count(*) as imports from roster_import
            where created_by = $1 and state in ('UPLOADING', 'STAGING', 'APPLYING') and expires_at > now()
            """;
    private static final String TODAY = """
            select count(*) filter (where answered or state = 'STAGING') as files, coalesce(sum(bytes), 0)::bigint as bytes
            from roster_import where created_by = $1 and created_at > now() - interval '1 day'
            """;
    private static final String AT_REST = "('READY', 'DONE', 'FAILED', 'CANCELLED', 'EXPIRED')";
    private static final String LET_GO = """
            update roster_import set expires_at = now() where expires_at > now() and state in %1$s and id in (
                select id from roster_import where id in (
                    select id from roster_import where unit_id = $1 and purged_at is null and state in %1$s
                    order by id desc offset $2)
                order by id for update skip locked)
            """.formatted(AT_REST);
    private static final String ONE = "select " + Import.COLUMNS + FROM + "where i.id = $1 and i.unit_id = $2";
    private static final String PAGE =
            "select " + Import.COLUMNS + FROM + "where i.unit_id = $1 and i.id < $2 order by i.id desc limit $3";
    private static final String MOVE = """
            update roster_import set state = $2, actor_id = $3, address = $4, attempts = 0, lease_until = null,
                expires_at = now() + $5::bigint * interval '1 second',
                finished_at = case when $2 = 'CANCELLED' then now() end
            where id = $1
            """;

    private final Database database;

    ImportRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Import>> find(long id, long unitId) {
        return database.query(ONE, Tuple.of(id, unitId), Import::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// One row more than the page holds, newest first.
    Uni<List<Import>> page(long unitId, long before, int limit) {
        return database.query(PAGE, Tuple.of(unitId, before, limit + 1), Import::of);
    }

    static Uni<Optional<Import>> lock(SqlConnection tx, long id, long unitId) {
        return Database.rows(tx, ONE + " for update of i", Tuple.of(id, unitId), Import::of)
                .map(rows -> rows.stream().findFirst());
    }

    static Uni<Long> unfinished(SqlConnection tx, long account) {
        return Database.rows(tx, UNFINISHED, Tuple.of(account), row -> row.getLong("imports"))
                .map(List::getFirst);
    }

    /// What somebody brought within a day.
    ///
    /// @param files those a dry run answered rows of, or is about to, whatever became of them
    /// @param bytes as announced, cancelled and unreadable ones included
    record Today(long files, long bytes) {}

    /// Counted while the account announces and completes nothing else.
    static Uni<Today> today(SqlConnection tx, long account) {
        return Database.rows(tx, ALONE, Tuple.of(account), _ -> true)
                .chain(() -> Database.rows(
                        tx, TODAY, Tuple.of(account), row -> new Today(row.getLong("files"), row.getLong("bytes"))))
                .map(List::getFirst);
    }

    /// Of all but the newest `kept` imports on which nobody works the rows expire now.
    static Uni<Void> letGo(SqlConnection tx, long unitId, int kept) {
        return Database.rows(tx, LET_GO, Tuple.of(unitId, kept), _ -> true).replaceWithVoid();
    }

    static Uni<Long> insert(
            SqlConnection tx, long unitId, Origin origin, String fileName, long bytes, long secondsToUpload) {
        Tuple arguments = Tuple.of(unitId, origin.actorId(), origin.address(), fileName, bytes, secondsToUpload);
        return Database.rows(tx, INSERT, arguments, row -> row.getLong("id")).map(List::getFirst);
    }

    /// Puts a locked import into a state on behalf of `origin`.
    static Uni<Void> move(SqlConnection tx, long id, State state, Origin origin, long secondsToKeep) {
        Tuple arguments = Tuple.of(id, state.name(), origin.actorId(), origin.address(), secondsToKeep);
        return Database.rows(tx, MOVE, arguments, _ -> true).replaceWithVoid();
    }
}
