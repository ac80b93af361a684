package cn.chaoxue.cadre;

import cn.chaoxue.org.Succession;

/// What was ended by another posting in the same unit goes on from that day where the other proves not to have been
/// there on it: a change of a day before, carried out late, has left none of it.
final class Resumed {

    /// In that unit and in those it went into, and in none that was closed.
    static final String RESUME = """
            with recursive freed as (
                select q.id, q.cadre_id, q.unit_id, q.kind, q.post, q.valid_to as since, q.uncut_to from posting q
                where q.cadre_id = $1 and q.uncut_to is not null and not exists (
                    select from %s where m.valid_from <= q.valid_to and (m.valid_to is null or m.valid_to > q.valid_to)
                ) and not exists (
                    select from posting w where w.cadre_id = q.cadre_id and w.unit_id = q.unit_id and w.id <> q.id
                        and w.kind = q.kind and (w.kind = 'SECONDMENT' or w.post = q.post)
                        and w.valid_from <= q.valid_to and (w.valid_to is null or w.valid_to > q.valid_to))
            ), asked (key, unit_id, valid_from, valid_to) as (
                select id, unit_id, since, nullif(uncut_to, 'infinity') from freed
            ), %s
            , lived as (
                select s.key, s.unit_id, s.valid_from, d.valid_to
                from stretch s join unit u on u.id = s.unit_id
                cross join lateral (
                    select least(s.valid_to, case when u.merged_into is null then u.closed_on end) as valid_to) d
                where d.valid_to is null or d.valid_to > s.valid_from
            ), onwards as (
                update posting p set uncut_to = null,
                    valid_to = case when l.key is null then p.valid_to else l.valid_to end
                from freed f left join lived l on l.key = f.id and l.unit_id = f.unit_id
                where p.id = f.id
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select f.cadre_id, l.unit_id, f.kind, f.post, l.valid_from, l.valid_to, true
            from freed f join lived l on l.key = f.id where l.unit_id <> f.unit_id
            """.formatted(Beside.MAIN, Succession.STRETCHES);

    private Resumed() {}
}
