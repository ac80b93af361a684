package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Stream;

/// Secondments and part-time posts after units or records have become one: nobody stands in one unit twice.
final class Beside {

    /// Nobody stands beside the main posting in the own unit from the day on which it begins.
    private static final String AT_HOME = """
            update posting p set valid_to = greatest(p.valid_from, h.since)
            from posting q join cadre c on c.id = q.cadre_id and c.unit_id = $1 cross join lateral (
                select coalesce((
                    select k.valid_from from posting k where k.cadre_id = c.id and k.kind = 'MAIN' and k.valid_to is null
                ), case when not exists (select from posting k where k.cadre_id = c.id and k.kind = 'MAIN')
                    then c.in_post_since end) as since) h
            where p.id = q.id and q.unit_id = $1 and q.kind in ('SECONDMENT', 'PART_TIME')
                and (q.valid_to is null or q.valid_to > h.since)
            returning p.id
            """;
    /// The same of one person, in units that have gone into another since.
    private static final String AT_HOME_THEN = """
            update posting p set valid_to = greatest(p.valid_from, h.since)
            from posting q cross join lateral (
                select min(k.valid_from) as since from posting k
                where k.cadre_id = q.cadre_id and k.kind = 'MAIN' and k.unit_id = q.unit_id and k.valid_to is not null
                    and daterange(k.valid_from, k.valid_to) && daterange(q.valid_from, q.valid_to)) h
            where q.cadre_id = $1 and p.id = q.id and q.kind in ('SECONDMENT', 'PART_TIME') and h.since is not null
            """;
    /// Of two that are one and the same now, the one that ends first ends where the other begins: no day is lost of
    /// what both were together, and none is there twice.
    private static final String ONCE = """
            update posting p set valid_to = t.since
            from (
                select l.id, min(greatest(l.valid_from, w.valid_from)) as since
                from posting l join posting w on w.cadre_id = l.cadre_id and w.unit_id = l.unit_id and w.kind = l.kind
                    and (l.kind = 'SECONDMENT' or w.post = l.post)
                    and daterange(w.valid_from, w.valid_to) && daterange(l.valid_from, l.valid_to)
                    and (coalesce(w.valid_to, 'infinity'), -w.id) > (coalesce(l.valid_to, 'infinity'), -l.id)
                where l.%s = $1 and l.kind in ('SECONDMENT', 'PART_TIME')
                group by l.id
            ) t
            where p.id = t.id
            returning p.id
            """;
    private static final String ONCE_IN_UNIT = ONCE.formatted("unit_id");
    private static final String ONCE_PERSON = ONCE.formatted("cadre_id");

    private Beside() {}

    /// All who stand in a unit that another went into; yields what of theirs has ended.
    static Uni<List<Long>> united(SqlConnection tx, long unit) {
        return ended(tx, AT_HOME, unit)
                .chain(home -> ended(tx, ONCE_IN_UNIT, unit)
                        .map(once -> Stream.concat(home.stream(), once.stream()).toList()));
    }

    /// Somebody whose main posting has come to the unit, or to one that went into it.
    static Uni<Void> atHome(SqlConnection tx, long person, long unit) {
        return run(tx, AT_HOME, unit).chain(() -> run(tx, AT_HOME_THEN, person));
    }

    /// Somebody to whom postings have come from another record.
    static Uni<Void> unitedPerson(SqlConnection tx, long person) {
        return Database.rows(
                        tx, "select unit_id from cadre where id = $1", Tuple.of(person), row -> row.getLong("unit_id"))
                .chain(units -> run(tx, AT_HOME, units.getFirst()))
                .chain(() -> run(tx, ONCE_PERSON, person));
    }

    private static Uni<List<Long>> ended(SqlConnection tx, String sql, long subject) {
        return Database.rows(tx, sql, Tuple.of(subject), row -> row.getLong("id"));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, long subject) {
        return Database.rows(tx, sql, Tuple.of(subject), _ -> true).replaceWithVoid();
    }
}
