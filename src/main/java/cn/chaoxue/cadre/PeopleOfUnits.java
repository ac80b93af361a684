package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// People follow their unit: into the one it merges with, study record, claims to others and all. A unit with people is
/// not closed.
@Singleton
class PeopleOfUnits implements UnitFollower {

    private static final String PEOPLE = "select id from account where unit_id = $1";
    /// Who belongs to it, and who stands there beside another post, today or some day.
    private static final String PRESENT = """
            select (select count(*) from account where unit_id = $1 and status <> 'DISABLED') + (
                select count(*) from posting p
                where p.unit_id = $1 and p.kind in ('SECONDMENT', 'PART_TIME')
                    and (p.valid_to is null or p.valid_to > greatest($2::date, p.valid_from))) as people
            """;
    /// Who stood there and has left; retired ones, too.
    private static final String LEFT = """
            select max(least(p.valid_to, case when p.kind = 'MAIN' then c.in_post_until + 1 end)) as day
            from posting p join cadre c on c.id = p.cadre_id
            where p.unit_id = $1 and p.kind <> 'LEAVE' and p.valid_to > p.valid_from
                and least(p.valid_to, case when p.kind = 'MAIN' then c.in_post_until + 1 end)
                    > greatest($2::date, p.valid_from)
            """;

    private final Placement placement;
    private final AuditLog audit;
    private final LocalCalendar calendar;

    PeopleOfUnits(Placement placement, AuditLog audit, LocalCalendar calendar) {
        this.placement = placement;
        this.audit = audit;
        this.calendar = calendar;
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return Database.rows(tx, PEOPLE, Tuple.of(from), row -> row.getLong("id"))
                .chain(people -> placement.merge(tx, people, from, into, on))
                .chain(ended -> SettledPlans.ends(tx, ended, origin))
                .chain(withdrawn -> Conflicts.follow(tx, from, into)
                        .chain(() -> Settled.united(tx, from, into, origin))
                        .map(rejected -> Stream.concat(withdrawn.stream(), rejected.stream())
                                .toList()))
                .chain(events -> audit.append(tx, events));
    }

    @Override
    public Uni<Long> holding(SqlConnection tx, long unit) {
        return Database.rows(tx, PRESENT, Tuple.of(unit, calendar.today()), row -> row.getLong("people"))
                .map(List::getFirst);
    }

    @Override
    public Uni<Optional<LocalDate>> heldAfter(SqlConnection tx, long unit, LocalDate on) {
        return Database.rows(tx, LEFT, Tuple.of(unit, on), row -> Optional.ofNullable(row.getLocalDate("day")))
                .map(List::getFirst);
    }
}
