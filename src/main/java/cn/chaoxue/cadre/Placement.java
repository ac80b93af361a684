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

    /// Main postings end on the day, or after the last day that the record names. What would begin later never came to
    /// be: such a row ends on the day it began.
    private static final String END = """
            update posting p set valid_to = greatest(p.valid_from, least($2::date, c.in_post_until + 1)),
                post = coalesce(p.post, c.post)
            from cadre c
            where c.id = any($1) and p.cadre_id = c.id and p.kind = 'MAIN'
                and (p.valid_to is null or p.valid_to > least($2::date, c.in_post_until + 1))
            """;
    /// Who has no main posting yet has stood where the record says since the day it says.
    private static final String FIRST = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', c.post, c.in_post_since, least($2::date, c.in_post_until + 1) from cadre c
            where c.id = any($1) and c.in_post_since < $2 and c.retired_on is null
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            """;
    private static final String BEGIN = """
            insert into posting (cadre_id, unit_id, kind, valid_from)
            select c.id, $2::bigint, 'MAIN', $3::date from cadre c
            where c.id = any($1) and c.retired_on is null
                and (c.in_post_since < $3 or exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN'))
            """;
    /// What only the record says of people of a unit. When it ends, the record goes on saying.
    private static final String RECORDED = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', case when c.retired_on is not null then c.post end, c.in_post_since,
                case when c.retired_on is not null then greatest(c.retired_on, c.in_post_since) end
            from cadre c
            where c.id = any($1) and c.in_post_since < $2 and c.merged_into is null
                and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            """;
    /// Of whoever stands in the unit on the day or later: what was before stays there as a posting of its own.
    private static final String SPLIT = """
            with past as (
                select p.id, p.cadre_id, p.kind, coalesce(p.post, c.post) as post, p.valid_from, p.continued
                from posting p join cadre c on c.id = p.cadre_id
                where p.unit_id = $1 and p.kind <> 'LEAVE' and p.valid_from < $3
                    and (p.valid_to is null or p.valid_to > $3)
            ), onwards as (
                update posting p set unit_id = $2, valid_from = greatest(p.valid_from, $3::date),
                    continued = p.continued or p.valid_from < $3
                where p.unit_id = $1 and p.kind <> 'LEAVE' and (p.valid_to is null or p.valid_to > $3)
                returning p.id
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select s.cadre_id, $1::bigint, s.kind, s.post, s.valid_from, $3::date, s.continued
            from past s join onwards o on o.id = s.id
            """;
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
            """;
    /// Who has left stands nowhere, and is away from nowhere.
    private static final String BESIDE = """
            update posting set valid_to = greatest(valid_from, $2::date)
            where cadre_id = $1 and kind <> 'MAIN' and (valid_to is null or valid_to > $2)
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
    /// A term that was over before stays over.
    private static final String RETIRE = """
            update cadre set retired_on = $2::date, version = version + 1, changed_at = now(),
                in_post_until = greatest(least(in_post_until, $2::date - 1), in_post_since)
            where id = $1
            """;
    /// Back in the unit, or, until the day it went into another, in the one that it was then.
    private static final String REINSTATE = """
            with back as (
                update cadre set retired_on = null, in_post_until = null, version = version + 1, changed_at = now()
                where id = $1 returning id, unit_id, post
            ), earlier as (
                select u.id as unit_id, u.closed_on from back b cross join lateral (
                    select unit_id from posting where cadre_id = b.id and kind = 'MAIN'
                    order by valid_from desc, id desc limit 1) p
                join unit u on u.id = p.unit_id and u.merged_into = b.unit_id and u.closed_on > $2
            )
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select b.id, f.unit_id, 'MAIN', b.post, $2::date, f.closed_on, false from back b cross join earlier f
            union all
            select b.id, b.unit_id, 'MAIN', null, coalesce(f.closed_on, $2::date), null, f.unit_id is not null
            from back b left join earlier f on true
            """;

    private final List<PersonFollower> followers;

    Placement(@All List<PersonFollower> followers) {
        this.followers = followers;
    }

    /// Everybody who stood in one unit stood in another from `on`: who is there still, who left or retired since, who
    /// stood there beside another post. `people` belong to it now.
    Uni<Void> merge(SqlConnection tx, List<Long> people, long from, long into, LocalDate on) {
        Long[] ids = people.toArray(Long[]::new);
        return run(tx, RECORDED, Tuple.of(ids, on))
                .chain(() -> run(tx, SPLIT, Tuple.of(from, into, on)))
                .chain(() -> run(tx, BELONG, Tuple.of(ids, into)))
                .chain(() -> run(tx, AT_HOME, Tuple.of(into)));
    }

    private static Uni<Void> along(SqlConnection tx, List<Long> people, long unit, LocalDate on) {
        Long[] ids = people.toArray(Long[]::new);
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, FIRST, Tuple.of(ids, on)))
                .chain(() -> run(tx, BEGIN, Tuple.of(ids, unit, on)))
                .chain(() -> run(tx, BELONG, Tuple.of(ids, unit)))
                .chain(() -> run(tx, AT_HOME, Tuple.of(unit)));
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

    /// The main posting ends, and none follows; so does what stands beside it.
    public Uni<Void> retire(SqlConnection tx, long person, LocalDate on) {
        return vacate(tx, person, on).chain(() -> run(tx, BESIDE, Tuple.of(person, on)));
    }

    /// The main posting ends, and none follows.
    Uni<Void> vacate(SqlConnection tx, long person, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, FIRST, Tuple.of(ids, on)))
                .chain(() -> run(tx, RETIRE, Tuple.of(person, on)));
    }

    /// What came to the person from another record stands beside no longer, where that is the own unit.
    Uni<Void> atHome(SqlConnection tx, long person) {
        return Database.rows(
                        tx, "select unit_id from cadre where id = $1", Tuple.of(person), row -> row.getLong("unit_id"))
                .chain(units -> run(tx, AT_HOME, Tuple.of(units.getFirst())));
    }

    /// Back in the unit the person retired from.
    public Uni<Void> reinstate(SqlConnection tx, long person, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on)).chain(() -> run(tx, REINSTATE, Tuple.of(person, on)));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }
}
