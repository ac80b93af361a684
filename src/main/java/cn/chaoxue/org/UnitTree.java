package cn.chaoxue.org;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of the tree, within a transaction that changes it.
@Singleton
class UnitTree {

    /// Nobody reads the tree while paths change: whoever counts for a unit and all above it sees one tree or the other.
    private static final String ALONE = "lock table unit in access exclusive mode";
    /// Two units that want one code at once: the second sees what the first did.
    private static final String ONE_BY_ONE =
            "select 1 from pg_advisory_xact_lock(hashtext('chaoxue.unit-code'), hashtext($1))";
    private static final String BY_IDS =
            "select " + TreeUnit.COLUMNS + " from unit u where u.id = any($1) for no key update of u";
    private static final String INSERT = """
            insert into unit (id, parent_id, level, name, short_name, code, path, opened_on, ordinal)
            select n.id, p.id, $2, $3, $4, $5, p.path || n.id || '/', $6,
                (select coalesce(max(ordinal), 0) + 1 from unit where parent_id = p.id)
            from (select nextval(pg_get_serial_sequence('unit', 'id')) as id) n, unit p where p.id = $1
            returning id
            """;
    private static final String REPLANT = """
            update unit u set path = p.path || substr(u.path, length($2) - length($1::bigint::text)),
                parent_id = case when u.id = $1 then p.id else u.parent_id end,
                version = u.version + case when u.id = $1 then 1 else 0 end
            from unit p where p.id = $3 and u.path >= $2 and u.path < rtrim($2, '/') || '0'
            """;
    private static final String NOTE = """
            insert into unit_change (unit_id, kind, effective_on, name_before, parent_before, other_unit)
            values ($1, $2, $3, $4, $5, $6)
            """;

    private final String soon;

    UnitTree(OrgConfig config) {
        this.soon = "set local lock_timeout = '%dms'"
                .formatted(config.treePatience().toMillis());
    }

    /// Units by their ids, in that order; empty when one is absent.
    Uni<Optional<List<TreeUnit>>> units(SqlConnection tx, List<Long> ids) {
        return Database.rows(tx, BY_IDS, Tuple.of(ids.toArray(Long[]::new)), TreeUnit::of)
                .map(found -> ordered(found, ids));
    }

    /// Waits until nobody reads the tree, and keeps all others from it until the transaction ends.
    Uni<Void> alone(SqlConnection tx) {
        return tx.query(soon).execute().chain(() -> tx.query(ALONE).execute()).replaceWithVoid();
    }

    /// Whether an open unit beneath `parentId`, other than `except`, has this name.
    Uni<Boolean> named(SqlConnection tx, @Nullable Long parentId, String name, long except) {
        String sql = """
                select exists (select from unit where parent_id is not distinct from $1 and name = $2 and id <> $3
                    and closed_on is null) as taken
                """;
        return Database.rows(tx, sql, Tuple.of(parentId, name, except), row -> row.getBoolean("taken"))
                .map(List::getFirst);
    }

    /// What refuses the name or the code of a unit beneath `parentId`. A code it had before is not asked for again.
    Uni<Optional<TreeChange>> taken(
            SqlConnection tx, @Nullable Long parentId, UnitRequest request, @Nullable TreeUnit before) {
        String code = before != null && Objects.equals(before.code(), request.code()) ? null : request.code();
        Uni<Boolean> coded = code == null ? Uni.createFrom().item(false) : coded(tx, code);
        return named(tx, parentId, request.name(), before == null ? 0 : before.id())
                .chain(named -> named
                        ? Uni.createFrom().item(Optional.of(TreeChange.name()))
                        : coded.map(held -> held ? Optional.of(TreeChange.code()) : Optional.<TreeChange>empty()));
    }

    /// Whether an open unit has this code, wherever it stands; nobody else gives it until the transaction ends.
    private static Uni<Boolean> coded(SqlConnection tx, String code) {
        String sql = "select exists (select from unit where code = $1 and closed_on is null) as held";
        return run(tx, ONE_BY_ONE, Tuple.of(code))
                .chain(() -> Database.rows(tx, sql, Tuple.of(code), row -> row.getBoolean("held")))
                .map(List::getFirst);
    }

    /// Whether the unit was given another name on a later day.
    Uni<Boolean> renamedAfter(SqlConnection tx, long unit, LocalDate on) {
        return changedAfter(tx, UnitDetail.Kind.RENAMED, List.of(unit), on);
    }

    /// Whether one of these units was moved on a later day.
    Uni<Boolean> movedAfter(SqlConnection tx, List<Long> units, LocalDate on) {
        return changedAfter(tx, UnitDetail.Kind.MOVED, units, on);
    }

    /// The last day after `on` on which another unit went into it.
    Uni<Optional<LocalDate>> joinedAfter(SqlConnection tx, long unit, LocalDate on) {
        String sql = """
                select max(effective_on) as day from unit_change
                where kind = 'MERGED' and other_unit = $1 and effective_on > $2
                """;
        return Database.rows(tx, sql, Tuple.of(unit, on), row -> Optional.ofNullable(row.getLocalDate("day")))
                .map(List::getFirst);
    }

    /// The last day after `on` on which one that had stood beneath it was moved away or ended.
    Uni<Optional<LocalDate>> leftAfter(SqlConnection tx, long unit, LocalDate on) {
        String sql = """
                select max(effective_on) as day from unit_change
                where kind in ('MOVED', 'MERGED', 'CLOSED') and parent_before = $1 and effective_on > $2
                """;
        return Database.rows(tx, sql, Tuple.of(unit, on), row -> Optional.ofNullable(row.getLocalDate("day")))
                .map(List::getFirst);
    }

    private static Uni<Boolean> changedAfter(SqlConnection tx, UnitDetail.Kind kind, List<Long> units, LocalDate on) {
        String sql = """
                select exists (select from unit_change where kind = $3 and unit_id = any($1) and effective_on > $2)
                    as later
                """;
        Tuple arguments = Tuple.of(units.toArray(Long[]::new), on, kind.name());
        return Database.rows(tx, sql, arguments, row -> row.getBoolean("later")).map(List::getFirst);
    }

    /// Open units directly beneath.
    Uni<List<TreeUnit>> openChildren(SqlConnection tx, long id) {
        String sql = "select " + TreeUnit.COLUMNS
                + " from unit u where u.parent_id = $1 and u.closed_on is null order by u.id";
        return Database.rows(tx, sql, Tuple.of(id), TreeUnit::of);
    }

    Uni<Long> insert(SqlConnection tx, long parentId, UnitLevel level, UnitRequest request) {
        Tuple arguments = Tuple.of(
                parentId, level.name(), request.name(), request.shortName(), request.code(), request.effectiveOn());
        return Database.rows(tx, INSERT, arguments, row -> row.getLong("id")).map(List::getFirst);
    }

    Uni<Void> rename(SqlConnection tx, long id, UnitRequest request) {
        String sql = "update unit set name = $2, short_name = $3, code = $4, version = version + 1 where id = $1";
        return run(tx, sql, Tuple.of(id, request.name(), request.shortName(), request.code()));
    }

    /// Puts a unit with all below beneath another.
    Uni<Void> replant(SqlConnection tx, TreeUnit unit, long parentId) {
        return run(tx, REPLANT, Tuple.of(unit.id(), unit.path(), parentId));
    }

    Uni<Void> close(SqlConnection tx, long id, LocalDate on, @Nullable Long into) {
        String sql =
                "update unit set closed_on = greatest($2, opened_on), merged_into = $3, version = version + 1 where id = $1";
        return run(tx, sql, Tuple.of(id, on, into));
    }

    /// Keeps what the unit was.
    Uni<Void> note(SqlConnection tx, TreeUnit before, UnitDetail.Kind kind, LocalDate on, @Nullable Long other) {
        return run(tx, NOTE, Tuple.of(before.id(), kind.name(), on, before.name(), before.parentId(), other));
    }

    Uni<Void> noteCreated(SqlConnection tx, long id, LocalDate on) {
        return run(tx, NOTE, Tuple.of(id, UnitDetail.Kind.CREATED.name(), on, null, null, null));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }

    private static Optional<List<TreeUnit>> ordered(List<TreeUnit> found, List<Long> ids) {
        List<TreeUnit> units = ids.stream()
                .flatMap(id -> found.stream().filter(unit -> unit.id() == id))
                .toList();
        return units.size() == ids.size() ? Optional.of(units) : Optional.empty();
    }
}
