package cn.chaoxue.roster;

import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Import.Counts;
import cn.chaoxue.roster.Import.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Imports as workers move them. Each batch first makes sure, with the row locked, that the import is still this
/// process's and in the state it was taken in; so a worker that was away too long changes nothing.
@Singleton
class Leases {

    private static final String CLAIM = """
            update roster_import i set lease_owner = $1, lease_until = now() + $2::bigint * interval '1 second',
                attempts = i.attempts + 1
            from unit u
            where u.id = i.unit_id and i.id = (
                select w.id from roster_import w where w.state in ('STAGING', 'APPLYING')
                    and (w.lease_until is null or w.lease_until < now() or w.lease_owner = $1)
                order by w.lease_until nulls first, w.id limit 1 for update skip locked)
            returning
            """ + Import.COLUMNS;
    private static final String HOLD = """
            update roster_import i set lease_until = now() + $4::bigint * interval '1 second' from unit u
            where u.id = i.unit_id and i.id = $1 and i.lease_owner = $2 and i.state = $3 returning
            """ + Import.COLUMNS;
    private static final String RESTART = """
            update roster_import set creates = 0, changes = 0, unchanged = 0, conflicts = 0, wrong = 0 where id = $1
            """;
    private static final String FOUND = """
            update roster_import set creates = creates + $2, changes = changes + $3, unchanged = unchanged + $4,
                conflicts = conflicts + $5, wrong = wrong + $6, answered = true where id = $1
            """;
    private static final String APPLIED = """
            update roster_import set created = created + $2, changed = changed + $3, kept = kept + $4,
                claimed = claimed + $5, refused = refused + $6, position = $7, attempts = 0 where id = $1
            """;
    private static final String END = """
            update roster_import set state = $2, failure = $3, detail = $4, lease_owner = null, lease_until = null,
                attempts = 0, expires_at = now() + $5::bigint * interval '1 second',
                ready_at = case when $2 = 'READY' then now() else ready_at end,
                finished_at = case when $2 <> 'READY' then now() end
            where id = $1
            """;

    private final UUID self = UUID.randomUUID();
    private final Database database;
    private final RosterConfig config;

    Leases(Database database, RosterConfig config) {
        this.database = database;
        this.config = config;
    }

    /// An import that waits for a worker, the one served least recently first.
    Uni<Optional<Import>> claim() {
        return database.transaction(tx ->
                        Database.rows(tx, CLAIM, Tuple.of(self, config.lease().toSeconds()), Import::of))
                .map(rows -> rows.stream().findFirst());
    }

    /// The import as it is now, locked until the transaction ends. Fails with [LeaseLost] where it is not ours.
    Uni<Import> hold(SqlConnection tx, Import of) {
        Tuple arguments =
                Tuple.of(of.id(), self, of.state().name(), config.lease().toSeconds());
        return Database.rows(tx, HOLD, arguments, Import::of)
                .map(rows -> rows.stream().findFirst().orElseThrow(LeaseLost::new));
    }

    static Uni<Void> restart(SqlConnection tx, long id) {
        return run(tx, RESTART, Tuple.of(id));
    }

    static Uni<Void> found(SqlConnection tx, long id, Counts more) {
        return run(
                tx, FOUND, Tuple.of(id, more.create(), more.change(), more.unchanged(), more.conflict(), more.wrong()));
    }

    static Uni<Void> applied(SqlConnection tx, long id, Counts more, long position) {
        return run(
                tx,
                APPLIED,
                Tuple.wrap(Arrays.<Object>asList(
                        id, more.create(), more.change(), more.unchanged(), more.conflict(), more.wrong(), position)));
    }

    /// What a worker had to do is done.
    Uni<Void> end(SqlConnection tx, long id, State state, @Nullable String failure, @Nullable String detail) {
        return run(
                tx,
                END,
                Tuple.of(id, state.name(), failure, detail, config.keep().toSeconds()));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }
}
