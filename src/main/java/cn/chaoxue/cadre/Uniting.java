package cn.chaoxue.cadre;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes two records of one person one (A1.7): study record, hours and postings go to the record that stays; the other
/// is kept, retired and disabled, and says into which it went.
@Singleton
class Uniting {

    /// What only the record says of the one that stays is written down before the first main posting comes to it.
    private static final String RECORDED = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to)
            select c.id, c.unit_id, 'MAIN', case when c.retired_on is not null then c.post end, c.in_post_since,
                case when c.retired_on is not null then greatest(c.retired_on, c.in_post_since) end
            from cadre c
            where c.id = $2 and not exists (select from posting k where k.cadre_id = c.id and k.kind = 'MAIN')
                and exists (select from posting p
                    where p.cadre_id = $1 and p.kind = 'MAIN' and p.valid_to <= c.in_post_since)
            """;
    /// Side postings that fit between those of the other, and main postings before the first of them.
    private static final String POSTINGS = """
            update posting p set cadre_id = $2, uncut_to = null
            where p.cadre_id = $1 and p.valid_to is not null and case
                when p.kind = 'MAIN' then p.valid_to <= (
                    select coalesce(min(k.valid_from), c.in_post_since)
                    from cadre c left join posting k on k.cadre_id = c.id and k.kind = 'MAIN'
                    where c.id = $2 group by c.in_post_since)
                when p.kind = 'LEAVE' then not exists (
                    select from posting k where k.cadre_id = $2 and k.kind = 'LEAVE'
                        and daterange(k.valid_from, k.valid_to) && daterange(p.valid_from, p.valid_to))
                else true end
            """;
    /// What stands beside and goes on.
    private static final String BESIDE = """
            update posting p set cadre_id = $2, uncut_to = null
            where p.cadre_id = $1 and p.valid_to is null and (
                p.kind in ('SECONDMENT', 'PART_TIME') or p.kind = 'LEAVE' and not exists (
                    select from posting k where k.cadre_id = $2 and k.kind = 'LEAVE'
                        and (k.valid_to is null or k.valid_to > p.valid_from)))
            """;
    private static final String RECORD = """
            with other as (
                update cadre set merged_into = $2 where id = $1
                returning least(appointed_on, in_post_since) as appointed_on
            )
            update cadre c set appointed_on = least(c.appointed_on, c.in_post_since, o.appointed_on),
                version = version + 1, changed_at = now()
            from other o where c.id = $2
            """;

    private final Placement placement;
    private final AccountKeeping accounts;
    private final LocalCalendar calendar;
    private final List<PersonFollower> followers;

    Uniting(Placement placement, AccountKeeping accounts, LocalCalendar calendar, @All List<PersonFollower> followers) {
        this.placement = placement;
        this.accounts = accounts;
        this.calendar = calendar;
        this.followers = followers;
    }

    /// Empty when done; else what stands in the way. `from` lies beneath `unitPath`, or is not there.
    Uni<Optional<Settlement>> unite(SqlConnection tx, long from, long into, String unitPath) {
        return accounts.lock(tx, from, unitPath).chain(found -> {
            if (found.isEmpty()) {
                return obstacle(new Settlement.Absent());
            }
            if (found.get().merged()) {
                return obstacle(new Settlement.Single());
            }
            return found.get().staff() ? obstacle(new Settlement.Staff()) : unlessBusy(tx, from, into);
        });
    }

    private Uni<Optional<Settlement>> unlessBusy(SqlConnection tx, long from, long into) {
        return each(follower -> follower.busy(tx, from, into))
                .chain(busy -> busy.contains(true) ? obstacle(new Settlement.Busy()) : unite(tx, from, into));
    }

    private Uni<Optional<Settlement>> unite(SqlConnection tx, long from, long into) {
        return placement
                .vacate(tx, from, calendar.today())
                .chain(() -> unitePostings(tx, from, into))
                .chain(() -> run(tx, RECORD, from, into))
                .chain(() -> accounts.disable(tx, from))
                .chain(() -> each(follower -> follower.united(tx, from, into)).replaceWith(Optional.empty()));
    }

    private static Uni<Void> unitePostings(SqlConnection tx, long from, long into) {
        return run(tx, RECORDED, from, into)
                .chain(() -> run(tx, POSTINGS, from, into))
                .chain(() -> run(tx, BESIDE, from, into))
                .chain(() -> Beside.unitedPerson(tx, into));
    }

    private <T> Uni<List<T>> each(Function<PersonFollower, Uni<T>> step) {
        return Multi.createFrom()
                .iterable(followers)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList();
    }

    private static Uni<Void> run(SqlConnection tx, String sql, long from, long into) {
        return Database.rows(tx, sql, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }

    private static Uni<Optional<Settlement>> obstacle(Settlement settlement) {
        return Uni.createFrom().item(Optional.of(settlement));
    }
}
