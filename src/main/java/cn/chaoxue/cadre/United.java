package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;

/// What a merger of units makes of postings.
final class United {

    /// What only the record says of people of a unit. When it ends, the record goes on saying.
    private static final String RECORDED = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', case when c.retired_on is not null then c.post end, c.in_post_since,
                case when c.retired_on is not null then greatest(c.retired_on, c.in_post_since) end
            from cadre c
            where c.id = any($1) and c.merged_into is null
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            """;
    /// Of whoever stands in the unit on the day or later: what was before stays there as a posting of its own. What
    /// begins with the record leaves one behind in any case, of no day where it begins later: the record may be put
    /// right.
    private static final String SPLIT = """
            with past as (
                select p.id, p.cadre_id, p.kind, coalesce(p.post, c.post) as post, p.valid_from, p.continued
                from posting p join cadre c on c.id = p.cadre_id
                where p.unit_id = $1 and p.kind <> 'LEAVE' and (p.valid_to is null or p.valid_to > $3)
                    and (p.valid_from < $3 or p.kind = 'MAIN' and p.valid_from = c.in_post_since)
            ), onwards as (
                update posting p set unit_id = $2, valid_from = greatest(p.valid_from, $3::date),
                    continued = p.continued or exists (select from past s where s.id = p.id)
                where p.unit_id = $1 and p.kind <> 'LEAVE' and (p.valid_to is null or p.valid_to > $3)
                returning p.id
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select s.cadre_id, $1::bigint, s.kind, s.post, s.valid_from, greatest(s.valid_from, $3::date), s.continued
            from past s join onwards o on o.id = s.id
            """;

    private United() {}

    /// Postings in one unit are in the other from the day on, those of `people` that only their records tell of among
    /// them.
    static Uni<Void> split(SqlConnection tx, Long[] people, long from, long into, LocalDate on) {
        return Database.rows(tx, RECORDED, Tuple.of(people), _ -> true)
                .chain(() -> Database.rows(tx, SPLIT, Tuple.of(from, into, on), _ -> true))
                .replaceWithVoid();
    }
}
