package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// People follow their unit: into the one it merges with, study record, claims to others and all. A unit with people is
/// not closed.
@Singleton
class PeopleOfUnits implements UnitFollower {

    private static final String PEOPLE = "select id from account where unit_id = $1";
    /// Who belongs to it, who stands there beside another post, and who left on a later day only.
    private static final String PRESENT = """
            select (select count(*) from account where unit_id = $1 and status <> 'DISABLED') + (
                select count(*) from posting p join cadre c on c.id = p.cadre_id
                where p.unit_id = $1 and case
                    when p.kind = 'MAIN' then least(p.valid_to, c.in_post_until + 1) > greatest($2::date, p.valid_from)
                        and p.valid_to is not null
                    when p.kind = 'LEAVE' then false
                    else p.valid_to is null or p.valid_to > greatest($2::date, p.valid_from) end) as people
            """;

    private final Placement placement;

    PeopleOfUnits(Placement placement) {
        this.placement = placement;
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on) {
        return Database.rows(tx, PEOPLE, Tuple.of(from), row -> row.getLong("id"))
                .chain(people -> placement.merge(tx, people, from, into, on))
                .chain(() -> Conflicts.follow(tx, from, into));
    }

    @Override
    public Uni<Long> holding(SqlConnection tx, long unit, LocalDate on) {
        return Database.rows(tx, PRESENT, Tuple.of(unit, on), row -> row.getLong("people"))
                .map(List::getFirst);
    }
}
