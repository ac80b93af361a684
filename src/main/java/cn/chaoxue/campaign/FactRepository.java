package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.FactChanges.CourseChange;
import cn.chaoxue.campaign.FactChanges.EnrolmentChange;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The three statements that record a batch of facts, each over the whole batch. Only truly new rows come back.
@Singleton
final class FactRepository {

    /// The facts as rows, once per campaign that has the course and was open by then.
    private static final String TARGETS = """
            with target as (
                select k.campaign_id, c.kind, f.*
                from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::boolean[], $6::boolean[])
                    as f (learner_id, course_id, at, attempt_id, completes, passes)
                join campaign_course k on k.course_id = f.course_id
                join campaign c on c.id = k.campaign_id and c.opens_at <= f.at
            )
            """;

    /// Taken first and in key order, so that the count of completed courses below cannot miss a concurrent one.
    /// A row that is started already has nothing to learn from one more start.
    private static final String LOCK = TARGETS + """
            select e.campaign_id, e.learner_id
            from enrolment e
            where exists (
                select from target t
                where t.campaign_id = e.campaign_id and t.learner_id = e.learner_id
                    and (t.completes or e.started_at is null))
            order by e.campaign_id, e.learner_id
            for no key update of e
            """;

    private static final String INSERT = TARGETS + """
            , enrolled as (
                select distinct on (t.campaign_id, t.learner_id, t.course_id) t.*, e.unit_id
                from target t join enrolment e using (campaign_id, learner_id)
                where t.completes
                order by t.campaign_id, t.learner_id, t.course_id, t.passes desc, t.at
            ), pass as (
                insert into course_pass (campaign_id, learner_id, course_id, attempt_id, passed_at)
                select campaign_id, learner_id, course_id, attempt_id, at from enrolled where passes
                on conflict do nothing
                returning campaign_id, learner_id, course_id
            ), completion as (
                insert into course_completion (campaign_id, learner_id, course_id, completed_at)
                select campaign_id, learner_id, course_id, at from enrolled
                on conflict do nothing
                returning campaign_id, learner_id, course_id
            )
            select n.*, p.course_id is not null as passed, c.course_id is not null as completed
            from enrolled n
            left join pass p using (campaign_id, learner_id, course_id)
            left join completion c using (campaign_id, learner_id, course_id)
            where p.course_id is not null or c.course_id is not null
            order by n.campaign_id, n.learner_id, n.course_id
            """;

    /// A campaign is completed exactly when all its required courses are (A4.4); recounted rather than incremented.
    private static final String SETTLE = TARGETS + """
            , touched as (
                select campaign_id, learner_id, min(at) as first_at, max(at) as last_at
                from target group by campaign_id, learner_id
            ), standing as (
                select t.*,
                    (select count(*) from campaign_course k where k.campaign_id = t.campaign_id and k.required) as needed,
                    (select count(*) from course_completion d join campaign_course k using (campaign_id, course_id)
                        where d.campaign_id = t.campaign_id and d.learner_id = t.learner_id and k.required) as done
                from touched t
            )
            update enrolment e
            set started_at = coalesce(e.started_at, s.first_at),
                required_done = s.done,
                completed_at = coalesce(e.completed_at, case when s.needed > 0 and s.done >= s.needed then s.last_at end)
            from standing s
            where e.campaign_id = s.campaign_id and e.learner_id = s.learner_id
                and (e.started_at is null or e.required_done <> s.done)
            returning e.campaign_id, e.unit_id, old.started_at is null as started,
                old.completed_at is null and new.completed_at is not null as completed
            """;

    Uni<Void> lockEnrolments(SqlConnection tx, Batch batch) {
        return tx.preparedQuery(LOCK).execute(columns(batch)).replaceWithVoid();
    }

    Uni<List<CourseChange>> insert(SqlConnection tx, Batch batch) {
        return Database.rows(tx, INSERT, columns(batch), FactRepository::courseChange);
    }

    Uni<List<EnrolmentChange>> settle(SqlConnection tx, Batch batch) {
        return Database.rows(tx, SETTLE, columns(batch), FactRepository::enrolmentChange);
    }

    private record Line(Fact fact, boolean completes, boolean passes) {}

    private static Tuple columns(Batch batch) {
        List<Line> lines = new ArrayList<>();
        batch.started().forEach(fact -> lines.add(new Line(fact, false, false)));
        batch.passed().forEach(fact -> lines.add(new Line(fact, true, true)));
        batch.completedWithoutTest().forEach(fact -> lines.add(new Line(fact, true, false)));
        return Tuple.tuple()
                .addArrayOfLong(
                        lines.stream().map(l -> l.fact.who().learnerId()).toArray(Long[]::new))
                .addArrayOfLong(lines.stream().map(l -> l.fact.who().courseId()).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(lines.stream()
                        .map(l -> l.fact.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfLong(lines.stream().map(l -> l.fact.attemptId()).toArray(Long[]::new))
                .addArrayOfBoolean(lines.stream().map(Line::completes).toArray(Boolean[]::new))
                .addArrayOfBoolean(lines.stream().map(Line::passes).toArray(Boolean[]::new));
    }

    private static CourseChange courseChange(Row row) {
        return new CourseChange(
                row.getLong("campaign_id"),
                row.getString("kind"),
                row.getLong("unit_id"),
                new LearnerCourse(row.getLong("learner_id"), row.getLong("course_id")),
                row.get(OffsetDateTime.class, "at").toInstant(),
                row.getLong("attempt_id"),
                row.getBoolean("passed"),
                row.getBoolean("completed"));
    }

    private static EnrolmentChange enrolmentChange(Row row) {
        return new EnrolmentChange(
                row.getLong("campaign_id"),
                row.getLong("unit_id"),
                row.getBoolean("started"),
                row.getBoolean("completed"));
    }
}
