package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// Gives people to another unit with all that is theirs, and writes down where they were (A1.8). The one place where
/// that is done: nobody changes unit without history.
@Singleton
public class Placement {

    /// The open main posting ends; what began on that day or later is put right by [#POINT].
    private static final String END = """
            update posting p set valid_to = $2, post = c.post from cadre c
            where c.id = any($1) and p.cadre_id = c.id and p.kind = 'MAIN' and p.valid_to is null and p.valid_from < $2
            """;
    /// Who has no main posting yet has stood where the record says since the day it says.
    private static final String FIRST = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', c.post, c.in_post_since, $2::date from cadre c
            where c.id = any($1) and c.in_post_since < $2 and c.retired_on is null
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            """;
    private static final String POINT =
            "update posting set unit_id = $2 where cadre_id = any($1) and kind = 'MAIN' and valid_to is null";
    private static final String BEGIN = """
            insert into posting (cadre_id, unit_id, kind, valid_from)
            select c.id, $2::bigint, 'MAIN', $3::date from cadre c
            where c.id = any($1) and c.retired_on is null
                and (c.in_post_since < $3 or exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN'))
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN'
                    and (p.valid_to is null or p.valid_to > $3))
            """;
    /// What only the record says of people of a unit, until its end where that lies behind.
    private static final String RECORDED = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', case when o.until is not null then c.post end, c.in_post_since, o.until + 1
            from cadre c cross join lateral (
                select case when c.retired_on is not null or c.in_post_until < $2 then c.in_post_until end as until) o
            where c.id = any($1) and c.in_post_since < $2 and c.merged_into is null
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            """;
    /// Of whoever stands in the unit on the day or later: what was before stays there as a posting of its own.
    private static final String SPLIT = """
            with past as (
                select p.id, p.cadre_id, p.kind, coalesce(p.post, c.post) as post, p.valid_from
                from posting p join cadre c on c.id = p.cadre_id
                where p.unit_id = $1 and p.kind <> 'LEAVE' and p.valid_from < $3
                    and (p.valid_to is null or p.valid_to > $3)
            ), onwards as (
                update posting p set unit_id = $2, valid_from = greatest(p.valid_from, $3::date)
                where p.unit_id = $1 and p.kind <> 'LEAVE' and (p.valid_to is null or p.valid_to > $3)
                returning p.id
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select s.cadre_id, $1::bigint, s.kind, s.post, s.valid_from, $3::date
            from past s join onwards o on o.id = s.id
            """;
    private static final String BELONG = """
            with records as (
                update cadre set unit_id = $2, version = version + 1, changed_at = now() where id = any($1)
            )
            update account a set unit_id = $2, token_version = token_version + s.staff::int,
                revoked_at = case when s.staff then now() else revoked_at end
            from (
                select k.id, exists (select from staff_grant g where g.account_id = k.id and g.over_at is null) as staff
                from account k where k.id = any($1)
            ) s where a.id = s.id
            """;
    private static final String POST = """
            update cadre set appointed_on = least(appointed_on, in_post_since), in_post_since = $2, in_post_until = null,
                post = $3
            where id = $1
            """;
    private static final String RETIRE = """
            update cadre set retired_on = $2::date, in_post_until = greatest($2::date - 1, in_post_since), version = version + 1,
                changed_at = now()
            where id = $1
            """;
    private static final String REINSTATE = """
            with back as (
                update cadre set retired_on = null, in_post_until = null, version = version + 1, changed_at = now()
                where id = $1 returning id, unit_id
            )
            insert into posting (cadre_id, unit_id, kind, valid_from) select id, unit_id, 'MAIN', $2::date from back
            """;

    private final List<PersonFollower> followers;

    Placement(@All List<PersonFollower> followers) {
        this.followers = followers;
    }

    /// Everybody who stood in one unit stood in another from `on`: who is there still, who left or retired since, who
    /// stood there beside another post. `people` belong to it now. What was counted for them stays counted where it
    /// was.
    Uni<Void> merge(SqlConnection tx, List<Long> people, long from, long into, LocalDate on) {
        Long[] ids = people.toArray(Long[]::new);
        return run(tx, RECORDED, Tuple.of(ids, on))
                .chain(() -> run(tx, SPLIT, Tuple.of(from, into, on)))
                .chain(() -> run(tx, BELONG, Tuple.of(ids, into)));
    }

    private static Uni<Void> along(SqlConnection tx, List<Long> people, long unit, LocalDate on) {
        Long[] ids = people.toArray(Long[]::new);
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, FIRST, Tuple.of(ids, on)))
                .chain(() -> run(tx, POINT, Tuple.of(ids, unit)))
                .chain(() -> run(tx, BEGIN, Tuple.of(ids, unit, on)))
                .chain(() -> run(tx, BELONG, Tuple.of(ids, unit)));
    }

    /// The person belongs to `unit` from `on`; counts of what still runs follow.
    public Uni<Void> move(SqlConnection tx, long person, long unit, LocalDate on) {
        List<Long> people = List.of(person);
        return along(tx, people, unit, on)
                .chain(() -> Multi.createFrom()
                        .iterable(followers)
                        .onItem()
                        .transformToUniAndConcatenate(follower -> follower.moved(tx, people, unit))
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    /// The same, into another post. It is no first appointment.
    public Uni<Void> transfer(SqlConnection tx, long person, long unit, String post, LocalDate on) {
        return move(tx, person, unit, on).chain(() -> run(tx, POST, Tuple.of(person, on, post)));
    }

    /// The main posting ends, and none follows.
    public Uni<Void> retire(SqlConnection tx, long person, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, FIRST, Tuple.of(ids, on)))
                .chain(() -> run(tx, RETIRE, Tuple.of(person, on)));
    }

    /// Back in the unit the person retired from.
    public Uni<Void> reinstate(SqlConnection tx, long person, LocalDate on) {
        return run(tx, REINSTATE, Tuple.of(person, on));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }
}
