package cn.chaoxue.roster;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Deletes what expired imports hold of people, some thousand rows at a time. What remains is how many there were.
@Singleton
class Expiry {

    private static final int BATCH = 5000;
    private static final String NEXT = """
            select id from roster_import where purged_at is null and expires_at < now() and state <> 'APPLYING'
            order by expires_at limit 1 for update skip locked
            """;
    private static final String DELETE = """
            delete from roster_row where id in (select id from roster_row where import_id = $1 limit $2) returning id
            """;
    private static final String NOTE = """
            update roster_import set purged_at = now(),
                finished_at = coalesce(finished_at, now()),
                state = case when state in ('UPLOADING', 'STAGING') then 'CANCELLED'
                    when state = 'READY' then 'EXPIRED' else state end
            where id = $1
            """;

    private final Database database;

    Expiry(Database database) {
        this.database = database;
    }

    /// How many went; zero when nothing more has expired.
    Uni<Integer> some() {
        return database.batch(tx -> Database.rows(tx, NEXT, Tuple.tuple(), row -> row.getLong("id"))
                .map(ids -> ids.stream().findFirst())
                .chain(found -> delete(tx, found)));
    }

    private static Uni<Integer> delete(SqlConnection tx, Optional<Long> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        long id = found.get();
        return Database.rows(tx, DELETE, Tuple.of(id, BATCH), row -> row.getLong("id"))
                .map(List::size)
                .call(gone -> gone == BATCH ? Uni.createFrom().voidItem() : note(tx, id))
                .map(gone -> gone + 1);
    }

    private static Uni<Void> note(SqlConnection tx, long id) {
        return PartRepository.forget(tx, id)
                .chain(() -> Database.rows(tx, NOTE, Tuple.of(id), _ -> true))
                .replaceWithVoid();
    }
}
