package cn.chaoxue.campaign;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// People who belong to another unit count there in every campaign that still runs and addresses it; what is over, or
/// addresses only the unit they left, stays counted where it was. Counts move with the enrolments (invariant 2).
@Singleton
class EnrolmentsOfPeople implements PersonFollower {

    /// Locked in key order, as facts are: one that is being recorded is counted either before or there.
    private static final String FOLLOWING = """
            select e.campaign_id, e.learner_id
            from enrolment e
            join campaign c on c.id = e.campaign_id and c.closes_at > now()
            join unit o on o.id = c.owner_unit_id
            join unit n on n.id = $2
            where e.learner_id = any($1) and e.unit_id <> $2 and starts_with(n.path, o.path)
            order by e.campaign_id, e.learner_id
            for no key update of e
            """;
    private static final String FOLLOW = """
            update enrolment e set unit_id = $3
            from unnest($1::bigint[], $2::bigint[]) as f (campaign_id, learner_id)
            where e.campaign_id = f.campaign_id and e.learner_id = f.learner_id
            returning e.campaign_id, old.unit_id as left_unit, (e.started_at is not null)::int as started,
                (e.completed_at is not null)::int as completed,
                (select count(*) from course_completion d
                    where d.campaign_id = e.campaign_id and d.learner_id = e.learner_id)::int as courses,
                (select count(*) from course_pass p
                    where p.campaign_id = e.campaign_id and p.learner_id = e.learner_id)::int as passed
            """;

    private record Key(long campaignId, long learnerId) {}

    private final TallyLedger tallies;

    EnrolmentsOfPeople(TallyLedger tallies) {
        this.tallies = tallies;
    }

    @Override
    public Uni<Void> moved(SqlConnection tx, List<Long> people, long unit) {
        return Database.rows(tx, FOLLOWING, Tuple.of(people.toArray(Long[]::new), unit), EnrolmentsOfPeople::key)
                .chain(keys -> follow(tx, keys, unit))
                .chain(deltas -> tallies.relocate(tx, deltas))
                .replaceWithVoid();
    }

    private static Uni<List<TallyDelta>> follow(SqlConnection tx, List<Key> keys, long unit) {
        Tuple arguments = Tuple.of(
                keys.stream().map(Key::campaignId).toArray(Long[]::new),
                keys.stream().map(Key::learnerId).toArray(Long[]::new),
                unit);
        return Database.rows(tx, FOLLOW, arguments, row -> deltas(row, unit))
                .map(moved -> moved.stream().flatMap(List::stream).toList());
    }

    private static Key key(Row row) {
        return new Key(row.getLong("campaign_id"), row.getLong("learner_id"));
    }

    private static List<TallyDelta> deltas(Row row, long unit) {
        return List.of(delta(row, row.getLong("left_unit"), -1), delta(row, unit, 1));
    }

    private static TallyDelta delta(Row row, long unit, int sign) {
        return new TallyDelta(
                row.getLong("campaign_id"),
                unit,
                sign,
                sign * row.getInteger("started"),
                sign * row.getInteger("courses"),
                sign * row.getInteger("passed"),
                sign * row.getInteger("completed"));
    }
}
