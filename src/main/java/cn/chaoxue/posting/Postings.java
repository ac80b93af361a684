package cn.chaoxue.posting;

import cn.chaoxue.cadre.Cycles;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.org.UnitsOnDay;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.posting.PostingsView.Item;
import cn.chaoxue.posting.PostingsView.Standing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads where people stood. Who has no main posting on file has stood where the record says since the day it says; no
/// main posting reaches beyond the last day that the record names.
@Singleton
class Postings {

    /// Units are called as they were on the day asked for; in the whole history, on
    /// the last day of each entry, or today where it goes on.
    private static final String HISTORY = """
            select h.*, %s as unit_name from (
                select p.id, p.kind, p.unit_id, coalesce(p.post, c.post) as post, p.valid_from,
                    least(p.valid_to - 1, case when p.kind = 'MAIN' then c.in_post_until end) as last_day
                from posting p join cadre c on c.id = p.cadre_id where p.cadre_id = $1
                union all
                select null, 'MAIN', c.unit_id, c.post, c.in_post_since, c.in_post_until
                from cadre c
                where c.id = $1 and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            ) h join unit u on u.id = h.unit_id where h.last_day is null or h.last_day >= h.valid_from
            order by h.valid_from desc, h.id desc limit 200
            """.formatted(UnitsOnDay.name("coalesce($2::date, h.last_day, 'infinity')"));
    private static final String PERSON = """
            select %s as appointed_on, c.retired_on is not null as retired,
                exists (select from posting p where p.cadre_id = c.id and p.kind = 'LEAVE' and p.valid_from <= $3
                    and (p.valid_to is null or p.valid_to > $3)) as on_leave
            from cadre c join unit u on u.id = c.unit_id
            where c.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0'
            """.formatted(Cycles.APPOINTED);
    /// Each half reads no further than the page.
    private static final String STANDINGS = Database.PLANNED_ANEW + UnitsOnDay.STOOD + """
            select s.*, coalesce(s.own_post, c.post) as post, c.name, %s as unit_name, h.path as holder,
                exists (select from posting l where l.cadre_id = s.cadre_id and l.kind = 'LEAVE' and l.valid_from <= $2
                    and (l.valid_to is null or l.valid_to > $2)) as on_leave
            from ((
                select p.cadre_id, p.id, p.kind, p.unit_id, v.path as unit_path, p.post as own_post, p.valid_from,
                    least(p.valid_to - 1, r.until) as last_day
                from posting p join stood v on v.id = p.unit_id join cadre k on k.id = p.cadre_id
                cross join lateral (select case when p.kind = 'MAIN' then k.in_post_until end as until) r
                where p.kind <> 'LEAVE' and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)
                    and (r.until is null or r.until >= $2)
                    and (p.cadre_id, p.id) > ($3, $4)
                order by p.cadre_id, p.id limit $5
            ) union all (
                select k.id, 0, 'MAIN', k.unit_id, v.path, null, k.in_post_since, k.in_post_until
                from cadre k join stood v on v.id = k.unit_id
                where k.in_post_since <= $2 and (k.in_post_until is null or k.in_post_until >= $2) and k.id > $3
                    and not exists (select from posting m where m.cadre_id = k.id and m.kind = 'MAIN')
                order by %s limit $5
            )) s
            join cadre c on c.id = s.cadre_id
            join unit h on h.id = c.unit_id
            join unit u on u.id = s.unit_id
            order by s.cadre_id, s.id limit $5
            """;
    /// Ids of the people of one province may stand together, far behind: they are gathered and sorted. Of the whole
    /// tree the first ids will do.
    private static final String OF_A_PART = STANDINGS.formatted(UnitsOnDay.NAME, "k.id + 0");
    private static final String OF_ALL = STANDINGS.formatted(UnitsOnDay.NAME, "k.id");

    private record Person(LocalDate appointedOn, Standing standing) {

        static Person of(Row row) {
            Standing standing = row.getBoolean("on_leave") ? Standing.ON_LEAVE : Standing.IN_POST;
            return new Person(
                    row.getLocalDate("appointed_on"), row.getBoolean("retired") ? Standing.RETIRED : standing);
        }
    }

    private final Database database;
    private final LocalCalendar calendar;
    private final Cycles cycles;

    Postings(Database database, LocalCalendar calendar, Cycles cycles) {
        this.database = database;
        this.calendar = calendar;
        this.cycles = cycles;
    }

    /// Of a person beneath `unitPath`: all, or those of one day.
    Uni<Optional<PostingsView>> of(long cadreId, String unitPath, @Nullable LocalDate on) {
        LocalDate today = calendar.today();
        return database.query(PERSON, Tuple.of(cadreId, unitPath, today), Person::of)
                .chain(found -> database.query(HISTORY, Tuple.of(cadreId, on), Item::of)
                        .map(items -> found.stream().findFirst().map(person -> view(cadreId, person, items, on))));
    }

    private PostingsView view(long cadreId, Person person, List<Item> items, @Nullable LocalDate on) {
        List<Item> asked =
                items.stream().filter(item -> on == null || item.covers(on)).toList();
        boolean fresh = cycles.running().isNew(person.appointedOn());
        return new PostingsView(cadreId, person.standing(), person.appointedOn(), fresh, asked);
    }

    /// Who stood on a day in units that then stood beneath the one that has `unitPath` now, by person; those after
    /// `(cadre, posting)`.
    Uni<List<StandingsView.Found>> standings(String unitPath, LocalDate on, long cadre, long posting, int limit) {
        boolean root = unitPath.indexOf('/', 1) == unitPath.length() - 1;
        Tuple arguments = Tuple.of(unitPath, on, cadre, posting, limit);
        return database.query(root ? OF_ALL : OF_A_PART, arguments, StandingsView.Found::of);
    }
}
