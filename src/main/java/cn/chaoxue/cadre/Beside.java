package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Stream;

/// Secondments and part-time posts after units or records have become one: nobody stands in one unit twice.
public final class Beside {

    /// The main postings of whoever has posting `q`, in the unit of that.
    static final String MAIN = """
            (
                select k.valid_from, k.valid_to from posting k
                where k.cadre_id = q.cadre_id and k.kind = 'MAIN' and k.unit_id = q.unit_id
                union all
                select c.in_post_since, null from cadre c where c.id = q.cadre_id and c.unit_id = q.unit_id
                    and not exists (select from posting k where k.cadre_id = c.id and k.kind = 'MAIN')
            ) m""";
    /// Those on days of it.
    private static final String HOME = "select m.valid_from, m.valid_to from " + MAIN
            + " where daterange(m.valid_from, m.valid_to) && daterange(q.valid_from, q.valid_to)";
    /// What was ended before stays so from the earlier day on.
    private static final String REMEMBERED = "coalesce(p.uncut_to, p.valid_to, 'infinity')";
    /// Nobody stands beside the main posting in the own unit: such a post ends where that one begins, for good, though
    /// the person has left since. A merger noted late leaves what one noted in time would have left.
    private static final String AT_HOME = """
            update posting p set valid_to = greatest(p.valid_from, h.since), uncut_to = ##
            from posting q cross join lateral (select min(m.valid_from) as since from (%s) m) h
            where p.id = q.id and q.%%s = $1 and q.kind in ('SECONDMENT', 'PART_TIME') and h.since is not null
            returning p.id
            """.formatted(HOME).replace("##", REMEMBERED);
    private static final String AT_HOME_IN_UNIT = AT_HOME.formatted("unit_id");
    private static final String AT_HOME_PERSON = AT_HOME.formatted("cadre_id");
    /// What comes from another record neither ended nor began with main postings of this one: it loses the days of
    /// those in its own unit alone, and with leave those on which the person was retired. The last part keeps its
    /// row, so that what is planned about it still finds it.
    private static final String APART = """
            with rest as (
                select q.id, datemultirange(daterange(q.valid_from, q.valid_to)) - coalesce(h.days, '{}')
                    - coalesce(g.days, '{}') as days
                from posting q cross join lateral (
                    select range_agg(daterange(m.valid_from, m.valid_to)) as days from (%s) m where q.kind <> 'LEAVE') h
                cross join (
                    select datemultirange(daterange(min(k.valid_from), null))
                        - range_agg(daterange(k.valid_from, k.valid_to)) as days
                    from posting k where k.cadre_id = $1 and k.kind = 'MAIN') g
                where q.cadre_id = $1 and q.kind <> 'MAIN'
                    and (h.days is not null or g.days && daterange(q.valid_from, q.valid_to))
            ), part as (
                select r.id, d.days, row_number() over (partition by r.id order by d.days desc) as nth
                from rest r left join lateral unnest(r.days) d (days) on true
            ), last as (
                update posting p set valid_from = coalesce(lower(t.days), p.valid_from),
                    valid_to = case when t.days is null then p.valid_from else upper(t.days) end
                from part t where p.id = t.id and t.nth = 1
                returning p.id
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select p.cadre_id, p.unit_id, p.kind, p.post, lower(t.days), upper(t.days)
            from part t join posting p on p.id = t.id where t.nth > 1 and (select count(*) from last) > 0
            """.formatted(HOME);
    /// Of two that are one and the same now, the one that ends first ends where the other begins: no day is lost of
    /// what both were together, and none is there twice.
    private static final String ONCE = """
            update posting p set valid_to = t.since, uncut_to = %s
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
    private static final String ONCE_IN_UNIT = ONCE.formatted(REMEMBERED, "unit_id");
    private static final String ONCE_PERSON = ONCE.formatted(REMEMBERED, "cadre_id");
    /// Of one post that two records tell of, none goes on when the other has ended.
    private static final String ONCE_UNITED = ONCE.formatted("null", "cadre_id");

    private Beside() {}

    /// All who stand in a unit that another went into; yields what of theirs has ended.
    static Uni<List<Long>> united(SqlConnection tx, long unit) {
        return ended(tx, AT_HOME_IN_UNIT, unit)
                .chain(home -> ended(tx, ONCE_IN_UNIT, unit)
                        .map(once -> Stream.concat(home.stream(), once.stream()).toList()));
    }

    /// Somebody whose main posting, or post beside it, has ended, or has come to another unit and to those that one
    /// went into. What had ended because of it goes on, unless something else ends it.
    public static Uni<Void> moved(SqlConnection tx, long person) {
        return run(tx, Resumed.RESUME, person)
                .chain(() -> run(tx, AT_HOME_PERSON, person))
                .chain(() -> run(tx, ONCE_PERSON, person));
    }

    /// Somebody to whom postings have come from another record.
    static Uni<Void> unitedPerson(SqlConnection tx, long person) {
        return run(tx, APART, person).chain(() -> run(tx, ONCE_UNITED, person));
    }

    private static Uni<List<Long>> ended(SqlConnection tx, String sql, long subject) {
        return Database.rows(tx, sql, Tuple.of(subject), row -> row.getLong("id"));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, long subject) {
        return Database.rows(tx, sql, Tuple.of(subject), _ -> true).replaceWithVoid();
    }
}
