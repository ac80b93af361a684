package cn.chaoxue.campaign;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/// Two records of one person become one: what was studied, passed and completed under either counts once, under the one
/// that stays. Counts move by what differs between before and after (invariant 2).
@Singleton
class UnitedPeople implements PersonFollower {

    private static final String LOCK = """
            select campaign_id from enrolment where learner_id in ($1, $2) order by campaign_id, learner_id
            for no key update
            """;
    private static final String COUNTS = """
            select e.campaign_id, e.unit_id, count(*)::int as enrolled, count(e.started_at)::int as started,
                count(e.completed_at)::int as completed,
                sum((select count(*) from course_completion d
                    where d.campaign_id = e.campaign_id and d.learner_id = e.learner_id))::int as courses,
                sum((select count(*) from course_pass p
                    where p.campaign_id = e.campaign_id and p.learner_id = e.learner_id))::int as passed
            from enrolment e where e.learner_id in ($1, $2) group by e.campaign_id, e.unit_id
            """;
    private static final String BUSY = """
            select exists (select from attempt where learner_id in ($1, $2) and state = 'OPEN') as busy
            """;

    /// `$1` goes into `$2`. A course that only both together cover is completed by the next heartbeat, as any other.
    private static final List<String> UNITE = List.of(
            """
            insert into course_progress as p (learner_id, course_id, segments, covered, covered_segments,
                position_seconds, refused_seconds, version, started_at, updated_at, completed_at)
            select $2::bigint, course_id, segments, covered, covered_segments, position_seconds, refused_seconds, version,
                started_at, updated_at, completed_at
            from course_progress where learner_id = $1 order by course_id
            on conflict (learner_id, course_id) do update set
                covered = coverage_union(p.covered, excluded.covered),
                covered_segments = bit_count(coverage_union(p.covered, excluded.covered)),
                refused_seconds = p.refused_seconds + excluded.refused_seconds,
                version = greatest(p.version, excluded.version),
                started_at = least(p.started_at, excluded.started_at),
                completed_at = least(p.completed_at, excluded.completed_at)
            """,
            "delete from course_progress where learner_id = $1 and $2::bigint is not null",
            """
            update attempt a set learner_id = $2, number = a.number + (
                select coalesce(max(k.number), 0) from attempt k where k.learner_id = $2 and k.exam_id = a.exam_id)
            where a.learner_id = $1
            """,
            """
            insert into course_pass (campaign_id, learner_id, course_id, attempt_id, passed_at)
            select campaign_id, $2::bigint, course_id, attempt_id, passed_at from course_pass where learner_id = $1
            on conflict do nothing
            """,
            "delete from course_pass where learner_id = $1 and $2::bigint is not null",
            """
            insert into course_completion (campaign_id, learner_id, course_id, completed_at)
            select campaign_id, $2::bigint, course_id, completed_at from course_completion where learner_id = $1
            on conflict do nothing
            """,
            "delete from course_completion where learner_id = $1 and $2::bigint is not null",
            """
            update enrolment e set started_at = least(e.started_at, f.started_at),
                completed_at = least(e.completed_at, f.completed_at), enrolled_at = least(e.enrolled_at, f.enrolled_at)
            from enrolment f where e.learner_id = $2 and f.learner_id = $1 and f.campaign_id = e.campaign_id
            """,
            """
            delete from enrolment f where f.learner_id = $1
                and exists (select from enrolment e where e.learner_id = $2 and e.campaign_id = f.campaign_id)
            """,
            "update enrolment set learner_id = $2 where learner_id = $1",
            """
            update enrolment e set required_done = s.done, completed_at = coalesce(
                e.completed_at, case when s.needed > 0 and s.done >= s.needed then now() end)
            from (
                select k.campaign_id, count(*) as needed, count(d.course_id) as done
                from campaign_course k
                left join course_completion d
                    on d.campaign_id = k.campaign_id and d.course_id = k.course_id and d.learner_id = $2
                where k.required and k.campaign_id in (select campaign_id from enrolment where learner_id = $2)
                group by k.campaign_id
            ) s
            where e.learner_id = $2 and e.campaign_id = s.campaign_id and $1::bigint is not null
            """);

    private final TallyLedger tallies;

    UnitedPeople(TallyLedger tallies) {
        this.tallies = tallies;
    }

    @Override
    public Uni<Boolean> busy(SqlConnection tx, long from, long into) {
        return Database.rows(tx, BUSY, Tuple.of(from, into), row -> row.getBoolean("busy"))
                .map(List::getFirst);
    }

    @Override
    public Uni<Void> united(SqlConnection tx, long from, long into) {
        Tuple both = Tuple.of(from, into);
        return Database.rows(tx, LOCK, both, _ -> true)
                .chain(() -> counts(tx, both, -1))
                .call(() -> unite(tx, both))
                .chain(before -> counts(tx, both, 1).map(after -> together(before, after)))
                .chain(deltas -> tallies.relocate(tx, deltas))
                .replaceWithVoid();
    }

    private static Uni<Void> unite(SqlConnection tx, Tuple both) {
        return Multi.createFrom()
                .iterable(UNITE)
                .onItem()
                .transformToUniAndConcatenate(sql -> Database.rows(tx, sql, both, _ -> true))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<List<TallyDelta>> counts(SqlConnection tx, Tuple both, int sign) {
        return Database.rows(tx, COUNTS, both, row -> delta(row, sign));
    }

    private static List<TallyDelta> together(List<TallyDelta> before, List<TallyDelta> after) {
        return Stream.concat(before.stream(), after.stream()).toList();
    }

    private static TallyDelta delta(Row row, int sign) {
        return new TallyDelta(
                row.getLong("campaign_id"),
                row.getLong("unit_id"),
                sign * row.getInteger("enrolled"),
                sign * row.getInteger("started"),
                sign * row.getInteger("courses"),
                sign * row.getInteger("passed"),
                sign * row.getInteger("completed"));
    }
}
