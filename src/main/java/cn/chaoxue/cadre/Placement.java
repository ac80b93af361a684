package cn.chaoxue.cadre;

import cn.chaoxue.org.Succession;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    /// In the unit that was named, and on the day it went into another, there. Who has begun since by what the record
    /// says, and has no history, begins nothing.
    private static final String BEGIN = """
            with recursive asked as (
                select $1::bigint as key, $2::bigint as unit_id, $3::date as valid_from, null::date as valid_to
            ), %s
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select c.id, s.unit_id, 'MAIN', case when s.valid_to is not null then coalesce($4, c.post) end, s.valid_from,
                s.valid_to, s.valid_from > $3
            from stretch s join cadre c on c.id = s.key
            where c.retired_on is null
                and (c.in_post_since < $3 or exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN'))
            """.formatted(Succession.STRETCHES);
    /// Who has left stands nowhere, and is away from nowhere.
    private static final String BESIDE = """
            update posting set valid_to = case when valid_to <= $2 then valid_to else greatest(valid_from, $2::date) end,
                uncut_to = case when valid_to <= $2 then $2 end
            where cadre_id = $1 and kind <> 'MAIN' and (valid_to is null or greatest(valid_to, uncut_to) > $2)
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
    /// The unit the person left, where it has become the one the person belongs to.
    private static final String LEFT = """
            with recursive led (first, id) as (
                (select unit_id, unit_id from posting where cadre_id = $1 and kind = 'MAIN'
                    order by valid_to > valid_from desc, valid_from desc, id desc limit 1)
                union all
                select l.first, u.merged_into from led l join unit u on u.id = l.id where u.merged_into is not null
            )
            select coalesce((select l.first from led l where l.id = c.unit_id), c.unit_id) as unit_id
            from cadre c where c.id = $1
            """;
    private static final String REINSTATE = """
            update cadre set retired_on = null, in_post_until = null, version = version + 1, changed_at = now()
            where id = $1
            """;

    private final List<PersonFollower> followers;

    Placement(@All List<PersonFollower> followers) {
        this.followers = followers;
    }

    /// Everybody who stood in one unit stood in another from `on`: who is there still, who left or retired since, who
    /// stood there beside another post. `people` belong to it now. Yields the posts that have ended by it.
    Uni<List<Long>> merge(SqlConnection tx, List<Long> people, long from, long into, LocalDate on) {
        Long[] ids = people.toArray(Long[]::new);
        return United.split(tx, ids, from, into, on)
                .chain(() -> run(tx, BELONG, Tuple.of(ids, into)))
                .chain(() -> Beside.united(tx, into));
    }

    /// Where somebody goes.
    /// @param unit where the person belongs from then on
    /// @param named as what it was named, which has gone into `unit` since where it is another
    /// @param post another post there; null: the same
    public record Destination(
            long unit, long named, @Nullable String post) {}

    private Uni<Void> along(SqlConnection tx, long person, Destination to, LocalDate on) {
        List<Long> people = List.of(person);
        return each(follower -> follower.leaving(tx, people, to.unit()))
                .chain(() -> stand(tx, person, to, on))
                .chain(() -> each(follower -> follower.moved(tx, people, to.unit())));
    }

    private static Uni<Void> stand(SqlConnection tx, long person, Destination to, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, FIRST, Tuple.of(ids, on)))
                .chain(() -> run(tx, BEGIN, Tuple.of(person, to.named(), on, to.post())))
                .chain(() -> run(tx, BELONG, Tuple.of(ids, to.unit())))
                .chain(() -> Beside.moved(tx, person));
    }

    private Uni<Void> each(Function<PersonFollower, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /// The person belongs to `unit` from `on`, in the same post; counts of what still runs follow.
    public Uni<Void> move(SqlConnection tx, long person, long unit, LocalDate on) {
        return along(tx, person, new Destination(unit, unit, null), on);
    }

    /// The same, into another post. It is no first appointment.
    public Uni<Void> transfer(SqlConnection tx, long person, Destination to, LocalDate on) {
        return along(tx, person, to, on).chain(() -> run(tx, POST, Tuple.of(person, on, to.post())));
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

    /// Back in the unit the person retired from, and from the day it went into another, there.
    public Uni<Void> reinstate(SqlConnection tx, long person, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, REINSTATE, Tuple.of(person)))
                .chain(() -> Database.rows(tx, LEFT, Tuple.of(person), row -> row.getLong("unit_id")))
                .chain(units -> run(tx, BEGIN, Tuple.of(person, units.getFirst(), on, null)));
    }

    /// Back in another unit, and in another post. Counts of what still runs follow.
    public Uni<Void> reinstate(SqlConnection tx, long person, Destination to, LocalDate on) {
        Long[] ids = {person};
        return run(tx, END, Tuple.of(ids, on))
                .chain(() -> run(tx, REINSTATE, Tuple.of(person)))
                .chain(() -> transfer(tx, person, to, on));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, _ -> true).replaceWithVoid();
    }
}
