package cn.chaoxue.campaign;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.org.SteadyTree;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/// Two records of one person become one: what was studied, passed and completed under either counts once, under the one
/// that stays. Counts move by what differs between before and after (invariant 2).
@Singleton
@Priority(2)
class UnitedPeople implements PersonFollower {

    /// After the tree, as everywhere. Both accounts first: nobody begins a test, is enrolled or writes progress for
    /// either until it is over.
    private static final List<String> LOCKS =
            List.of("select id from account where id in ($1, $2) order by id for update", """
            select course_id from course_progress where learner_id in ($1, $2) order by learner_id, course_id
            for no key update
            """, """
            select campaign_id from enrolment where learner_id in ($1, $2) order by campaign_id, learner_id
            for no key update
            """);
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

    private static final String DONE_TOGETHER = """
            with done as materialized (
                select e.campaign_id, k.course_id, t.id as attempt_id
                from enrolment e
                join campaign c on c.id = e.campaign_id and c.opens_at <= now() and c.closes_at > now()
                join campaign_course k on k.campaign_id = e.campaign_id
                join course_progress p on p.learner_id = e.learner_id and p.course_id = k.course_id
                    and p.completed_at is not null
                left join exam x on x.course_id = k.course_id
                left join lateral (
                    select a.id from attempt a where a.exam_id = x.id and a.learner_id = e.learner_id and a.passed
                    order by a.number limit 1) t on true
                where e.learner_id = $2 and $1::bigint is not null and (x.id is null or t.id is not null)
            )
            """;

    /// `$1` goes into `$2`; run again, only what came meanwhile. A course that only both together complete is
    /// completed.
    private static final List<String> UNITE = List.of(
            """
            insert into course_progress as p (learner_id, course_id, segments, covered, covered_segments,
                position_seconds, refused_seconds, version, started_at, updated_at, completed_at)
            select $2::bigint, course_id, segments, covered, covered_segments, position_seconds, refused_seconds, version,
                started_at, updated_at, completed_at
            from course_progress where learner_id = $1 order by course_id
            on conflict (learner_id, course_id) do update set
                segments = greatest(p.segments, excluded.segments),
                covered = coverage_union(p.covered, excluded.covered),
                covered_segments = bit_count(coverage_union(p.covered, excluded.covered)),
                refused_seconds = p.refused_seconds + excluded.refused_seconds,
                version = greatest(p.version, excluded.version),
                started_at = least(p.started_at, excluded.started_at),
                completed_at = coalesce(least(p.completed_at, excluded.completed_at), case
                    when greatest(p.segments, excluded.segments) > 0 and bit_count(coverage_union(p.covered,
                        excluded.covered)) >= greatest(p.segments, excluded.segments) then now() end)
            """,
            "delete from course_progress where learner_id = $1 and $2::bigint is not null",
            """
            update attempt a set learner_id = $2, number = a.number + (
                select coalesce(max(k.number), 0) from attempt k where k.learner_id = $2 and k.exam_id = a.exam_id)
            where a.learner_id = $1 and a.state = 'GRADED'
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
            DONE_TOGETHER + """
            , passes as (
                insert into course_pass (campaign_id, learner_id, course_id, attempt_id, passed_at)
                select campaign_id, $2, course_id, attempt_id, now() from done where attempt_id is not null
                on conflict do nothing
            )
            insert into course_completion (campaign_id, learner_id, course_id, completed_at)
            select campaign_id, $2, course_id, now() from done
            on conflict do nothing
            """,
            DONE_TOGETHER + """
            update enrolment e set started_at = now()
            where e.learner_id = $2 and e.started_at is null and e.campaign_id in (select campaign_id from done)
            """,
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
        Tuple both = Tuple.of(from, into);
        return SteadyTree.hold(tx)
                .chain(() -> each(tx, LOCKS, both))
                .chain(() -> Database.rows(tx, BUSY, both, row -> row.getBoolean("busy")))
                .map(List::getFirst);
    }

    @Override
    public Uni<Void> united(SqlConnection tx, long from, long into) {
        Tuple both = Tuple.of(from, into);
        return counts(tx, both, -1)
                .call(() -> each(tx, UNITE, both))
                .chain(before -> counts(tx, both, 1).map(after -> together(before, after)))
                .chain(deltas -> tallies.relocate(tx, deltas))
                .replaceWithVoid();
    }

    private static Uni<Void> each(SqlConnection tx, List<String> statements, Tuple both) {
        return Multi.createFrom()
                .iterable(statements)
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
