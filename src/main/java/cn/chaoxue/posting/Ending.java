package cn.chaoxue.posting;

import cn.chaoxue.cadre.Beside;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Optional;

/// Ends what stands beside the main posting, and leave. What a merger of units has divided is one posting still: it
/// ends as a whole, whichever part was named and whether the day lies before the merger or after it.
final class Ending {

    /// Stands in a `with recursive` after `ending (id)`. `whole (id)` are those postings, each with what it was before
    /// its unit went into another, and after that.
    private static final String WHOLE = """
            whole (id) as (
                select id from ending
                union
                select o.id from whole w join posting p on p.id = w.id join posting o on o.cadre_id = p.cadre_id
                    and o.kind = p.kind and o.post is not distinct from p.post
                cross join lateral (
                    select p.unit_id, o.unit_id, o.valid_from where o.continued and o.valid_from = p.valid_to
                    union all
                    select o.unit_id, p.unit_id, p.valid_from where p.continued and p.valid_from = o.valid_to
                ) joint (before, after, day)
                where exists (select from unit_change m where m.kind = 'MERGED' and m.unit_id = joint.before
                    and m.other_unit = joint.after and m.effective_on = joint.day)
            )
            """;
    /// What would begin later never came to be: it ends on the day it began. What a merger has ended before does not go
    /// on beyond the day, should it go on.
    private static final String CUT = ", " + WHOLE + """
            , cut as (
                update posting p set valid_to = case when p.valid_to <= $2::date then p.valid_to
                        else greatest($2::date, p.valid_from) end,
                    uncut_to = case when p.valid_to <= $2::date then $2::date end
                from whole w where p.id = w.id
                    and (p.valid_to is null or greatest(p.valid_to, p.uncut_to) > $2::date)
                returning p.id, p.uncut_to
            )
            select id from cut where uncut_to is null
            """;
    /// From leave, wherever that began; who is on none comes back from where they were lent.
    private static final String BACK = """
            with recursive ending as (
                select p.id from posting p
                where p.cadre_id = $1 and p.valid_from <= $2
                    and (p.valid_to is null or greatest(p.valid_to, p.uncut_to) > $2) and p.kind = case when exists (
                        select from posting l where l.cadre_id = $1 and l.kind = 'LEAVE' and l.valid_from <= $2
                            and (l.valid_to is null or l.valid_to > $2)) then 'LEAVE' else 'SECONDMENT' end
            )
            """ + CUT;
    private static final String NAMED = """
            select id from posting where id = $3 and cadre_id = $1 and kind in ('SECONDMENT', 'PART_TIME')
            """;
    private static final String END = "with recursive ending as (" + NAMED + ")" + CUT;

    private static final String LAST = "with recursive ending as (" + NAMED.replace("$3", "$2") + "), " + WHOLE + """
            select p.id from whole w join posting p on p.id = w.id
            order by p.valid_from desc, coalesce(p.valid_to, 'infinity') desc, p.id desc limit 1
            """;

    private Ending() {}

    /// An end names the last part of what a merger has divided, whichever was asked for: that one goes on,
    /// and by it others find what is planned. Empty where it is none of the person's, or none beside the
    /// main posting; whatever else is wished for stays as it is.
    static Uni<Optional<Wish>> named(SqlConnection tx, long person, Wish wish) {
        PostingRequest request = wish.request();
        return request.kind() != PostingKind.END
                ? Uni.createFrom().item(Optional.of(wish))
                : Database.rows(tx, LAST, Tuple.of(person, request.postingId()), row -> row.getLong("id"))
                        .map(ids -> ids.stream().findFirst().map(last -> new Wish(request.ending(last), wish.to())));
    }

    /// Somebody is back from leave, or else from wherever they were lent.
    static Uni<Void> back(SqlConnection tx, long person, LocalDate on) {
        return Database.rows(tx, BACK, Tuple.of(person, on), _ -> true).chain(() -> Beside.moved(tx, person));
    }

    /// Whether there was anything of the posting to end on the day or after it.
    static Uni<Boolean> end(SqlConnection tx, long person, long posting, LocalDate on) {
        return Database.rows(tx, END, Tuple.of(person, on, posting), _ -> true)
                .call(() -> Beside.moved(tx, person))
                .map(ended -> !ended.isEmpty());
    }
}
