package cn.chaoxue.campaign;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// Whoever counts at a unit that goes into another counts there from then on, in every campaign that still runs and
/// addresses it, as people do who are transferred ([EnrolmentsOfPeople]). Counts move with the enrolments (invariant
/// 2).
@Singleton
class EnrolmentsOfUnits implements UnitFollower {

    /// Nobody else holds any of them meanwhile: whoever wants an enrolment takes the tree before ([SteadyTree]).
    private static final String FOLLOW = """
            with moved as (
                update enrolment e set unit_id = $2
                from campaign c join unit o on o.id = c.owner_unit_id join unit n on n.id = $2
                where e.campaign_id = c.id and e.unit_id = $1 and c.closes_at > now() and starts_with(n.path, o.path)
                returning e.campaign_id, e.learner_id, e.started_at, e.completed_at
            )
            select m.campaign_id, count(*)::int as enrolled, count(m.started_at)::int as started,
                count(m.completed_at)::int as completed,
                sum((select count(*) from course_completion d
                    where d.campaign_id = m.campaign_id and d.learner_id = m.learner_id))::int as courses,
                sum((select count(*) from course_pass p
                    where p.campaign_id = m.campaign_id and p.learner_id = m.learner_id))::int as passed
            from moved m group by m.campaign_id
            """;

    private final TallyLedger tallies;

    EnrolmentsOfUnits(TallyLedger tallies) {
        this.tallies = tallies;
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return Database.rows(
                        tx, FOLLOW, Tuple.of(from, into), row -> List.of(delta(row, from, -1), delta(row, into, 1)))
                .map(moved -> moved.stream().flatMap(List::stream).toList())
                .chain(deltas -> tallies.relocate(tx, deltas))
                .replaceWithVoid();
    }

    private static TallyDelta delta(Row row, long unit, int sign) {
        return new TallyDelta(
                row.getLong("campaign_id"),
                unit,
                sign * row.getInteger("enrolled"),
                sign * row.getInteger("started"),
                sign * row.getInteger("courses"),
                sign * row.getInteger("passed"),
                sign * row.getInteger("completed"));
    }
}
