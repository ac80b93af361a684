package cn.chaoxue.cadre;

import cn.chaoxue.org.Succession;

/// What is on file of where somebody stood begins when the record does: in the unit the person began in, and on the
/// day that went into another, there. A first day beyond the end of that posting moves nothing,
/// and may be put right again; in the record of whoever has had more than one, it is that of the last.
final class FirstDay {

    /// Stands in a `with recursive` after `new (id, in_post_since, post)`: what records shall say that say otherwise
    /// now. Units in which the person has not stood then keep a posting of no day.
    static final String MOVED = """
            first as (
                select n.id as key, f.id as posting, f.unit_id, coalesce(f.post, n.post) as post, n.in_post_since as day
                from new n join cadre b on b.id = n.id and b.in_post_since <> n.in_post_since
                cross join lateral (
                    select p.id, p.unit_id, p.post, p.valid_from from posting p
                    where p.cadre_id = n.id and p.kind = 'MAIN' order by p.valid_from, p.continued, p.id limit 1) f
                where f.valid_from = b.in_post_since or not exists (
                    select from posting o where o.cadre_id = n.id and o.kind = 'MAIN' and not o.continued and o.id <> f.id)
            ), whole as (
                select f.key, f.day, p.id, p.unit_id, p.valid_from, p.valid_to
                from first f join posting p on p.cadre_id = f.key and p.kind = 'MAIN'
                where p.id = f.posting or p.continued and not exists (
                    select from posting o where o.cadre_id = f.key and o.kind = 'MAIN' and not o.continued
                        and o.id <> f.posting and o.valid_from <= p.valid_from)
            ), asked as (
                select f.key, f.unit_id, f.day as valid_from, e.until as valid_to
                from first f join (
                    select key, max(valid_to) as until, bool_or(valid_to is null) as on_going
                    from whole where valid_to is null or valid_to > valid_from group by key
                ) w on w.key = f.key
                cross join lateral (select case when not w.on_going then w.until end as until) e
                where e.until is null or e.until > f.day
            ), """ + Succession.STRETCHES + """
            , of_posting as (
                update posting p set valid_from = coalesce(s.valid_from, w.day),
                    valid_to = case when s.key is null then w.day else s.valid_to end
                from whole w join asked a on a.key = w.key
                left join stretch s on s.key = w.key and s.unit_id = w.unit_id
                where p.id = w.id
                returning p.id
            ), in_between as (
                insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
                select s.key, s.unit_id, 'MAIN', f.post, s.valid_from, s.valid_to, true
                from stretch s join first f on f.key = s.key
                where (select count(*) from of_posting) > 0
                    and not exists (select from whole w where w.key = s.key and w.unit_id = s.unit_id)
            )""";

    private FirstDay() {}
}
