package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps cases of people whom two units claim.
@Singleton
class Conflicts {

    /// The record that went into no other which the one before, `n`, went into, be it by several mergers, or that one
    /// itself: it is the person's, and a case about any other could not be settled.
    static final String STANDS = """
            cross join lateral (
                with recursive went as (
                    select c.id, c.unit_id, c.merged_into from cadre c where c.id = n.cadre_id
                    union all
                    select c.id, c.unit_id, c.merged_into from went join cadre c on c.id = went.merged_into)
                select id, unit_id from went where merged_into is null) s
            """;
    /// The province-level unit that the holding unit is or stands in, or the centre.
    private static final String HELD_IN = """
            (select coalesce(
                (select p.id from unit p
                    where p.level = 'PROVINCE' and p.id = nullif(split_part(h.path, '/', 3), '')::bigint),
                split_part(h.path, '/', 2)::bigint)
            from unit h where h.id = s.unit_id)
            """;
    private static final String OPEN = """
            insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, state, held_in)
            select s.id, $2, $3, $4, 'OPEN',
            """ + HELD_IN + """
            from (select id as cadre_id from cadre where id_index = $1) n
            """ + STANDS + """
            where s.id is distinct from $4 and (s.unit_id <> $2 or $4::bigint is not null)
            on conflict (cadre_id, claimed_unit, coalesce(other_id, 0)) where state = 'OPEN' do nothing
            returning id
            """;
    private static final String OPEN_ALL = """
            insert into id_conflict (cadre_id, claimed_unit, claimed_by, state, held_in)
            select s.id, n.unit_id, $3, 'OPEN',
            """ + HELD_IN + """
            from unnest($1::bigint[], $2::bigint[]) as n(cadre_id, unit_id)
            """ + STANDS + """
            where s.unit_id <> n.unit_id
            on conflict (cadre_id, claimed_unit, coalesce(other_id, 0)) where state = 'OPEN' do nothing
            returning claimed_unit
            """;
    private static final String STANDING =
            "select " + Conflict.COLUMNS + """
            where k.state = 'OPEN' and k.claimed_unit = $2 and k.other_id is not distinct from $3
                and k.cadre_id in (
                    select s.id from (select id as cadre_id from cadre where id_index = $1) n
            """ + STANDS + "where s.unit_id <> $2 or $3::bigint is not null)";
    private static final String PAGE = "select " + Conflict.COLUMNS + """
            where w.path >= $1 and w.path < rtrim($1, '/') || '0' and k.id < $2 order by k.id desc limit $3
            """;
    private static final String TO_SETTLE = Database.PLANNED_ANEW + """
            select count(*) as cases from (
            select from id_conflict k
            join unit w on w.id = k.claimed_unit
            join cadre c on c.id = k.cadre_id
            join unit h on h.id = c.unit_id
            where k.state = 'OPEN' and c.merged_into is null
                and w.path >= $1 and w.path < rtrim($1, '/') || '0' and h.path >= $1 and h.path < rtrim($1, '/') || '0'
            limit 100) found
            """;
    private static final String ONE = "select " + Conflict.COLUMNS + """
            where k.id = $1 and w.path >= $2 and w.path < rtrim($2, '/') || '0'
                and h.path >= $2 and h.path < rtrim($2, '/') || '0' and c.merged_into is null for update of k, c
            """;
    /// Of both records, in the order in which all take them; after the table of units, as everywhere.
    private static final String ACCOUNTS = """
            select a.id from account a join unit u on u.id = a.unit_id
            join id_conflict k on k.id = $1 and a.id in (k.cadre_id, k.other_id)
            order by a.id for update of a
            """;
    private static final String DECIDE = """
            update id_conflict set state = $2, decided_at = now(), decided_by = $3, reason = $4 where id = $1
            """;
    private static final String FOLLOW = """
            update id_conflict k set claimed_unit = $2
            where k.claimed_unit = $1 and k.state = 'OPEN' and not exists (
                select from id_conflict d
                where d.cadre_id = k.cadre_id and d.claimed_unit = $2 and d.state = 'OPEN'
                    and d.other_id is not distinct from k.other_id)
            """;
    private static final String FOLLOW_HOLDER =
            "update id_conflict set held_in = $2 where held_in = $1 and state = 'OPEN'";

    private final Database database;

    Conflicts(Database database) {
        this.database = database;
    }

    /// Opens a case about who has this ID number, unless there is one; whether it did. People of the claiming unit
    /// itself are no case, unless another record there, `other`, was to get the number.
    static Uni<Boolean> open(SqlConnection tx, Buffer idIndex, long claimedUnit, long claimedBy, @Nullable Long other) {
        return Database.rows(tx, OPEN, Tuple.of(idIndex, claimedUnit, claimedBy, other), row -> row.getLong("id"))
                .map(opened -> !opened.isEmpty());
    }

    /// The open case that [#open] opened, or found.
    static Uni<Optional<Conflict>> standing(SqlConnection tx, Buffer idIndex, long claimedUnit, @Nullable Long other) {
        return Database.rows(tx, STANDING, Tuple.of(idIndex, claimedUnit, other), Conflict::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// Opens a case about each of these people, claimed by the unit beside it, unless there is one; the claiming units
    /// of those opened.
    static Uni<List<Long>> openAll(SqlConnection tx, List<Long> people, List<Long> claimedBy, long actor) {
        Tuple arguments = Tuple.of(people.toArray(Long[]::new), claimedBy.toArray(Long[]::new), actor);
        return people.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Database.rows(tx, OPEN_ALL, arguments, row -> row.getLong("claimed_unit"));
    }

    /// Cases claimed beneath `unitPath`, newest first.
    Uni<List<Conflict>> page(String unitPath, long before, int limit) {
        return database.query(PAGE, Tuple.of(unitPath, before, limit), Conflict::of);
    }

    /// How many open cases have both sides beneath `unitPath`; 100 where there are more.
    Uni<Long> toSettle(String unitPath) {
        return database.query(TO_SETTLE, Tuple.of(unitPath), row -> row.getLong("cases"))
                .map(List::getFirst);
    }

    /// A case both sides of which lie beneath `unitPath`, locked with its person and the accounts; none about a record
    /// that went into another.
    static Uni<Optional<Conflict>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, ACCOUNTS, Tuple.of(id), _ -> true)
                .chain(() -> Database.rows(tx, ONE, Tuple.of(id, unitPath), Conflict::of))
                .map(rows -> rows.stream().findFirst());
    }

    static Uni<Void> decide(SqlConnection tx, long id, Conflict.State state, long by, String reason) {
        return run(tx, DECIDE, Tuple.of(id, state.name(), by, reason));
    }

    /// Claims of a unit that went into another are the other's, unless that claims the same; who was held in it when a
    /// case was opened was held in the other.
    static Uni<Void> follow(SqlConnection tx, long from, long into) {
        return run(tx, FOLLOW, Tuple.of(from, into)).chain(() -> run(tx, FOLLOW_HOLDER, Tuple.of(from, into)));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }
}
