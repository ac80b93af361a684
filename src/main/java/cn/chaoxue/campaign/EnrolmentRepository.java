package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Set-based enrolment: a campaign's target becomes rows, a bounded number at a time.
@Singleton
final class EnrolmentRepository {

    /// A learner just enrolled, and the unit they count under.
    record Enrolled(long learnerId, long unitId) {}

    private static final String UNCLOSED = """
            select c.id, u.path from campaign c join unit u on u.id = c.owner_unit_id
            where c.closes_at > now() and ($1::bigint is null or c.id = $1)
            order by c.id
            """;

    /// Two processes may pick the same people; only the one whose row is new counts it.
    private static final String ENROL = """
            with missing as (
                select p.id, p.unit_id
                from cadre p
                join account a on a.id = p.id
                join unit u on u.id = p.unit_id
                where starts_with(u.path, $2) and a.status <> 'DISABLED' and 'learner' = any (a.roles)
                    and not exists (select from enrolment e where e.campaign_id = $1 and e.learner_id = p.id)
                order by p.id
                limit $3
            )
            insert into enrolment (campaign_id, learner_id, unit_id)
            select $1, id, unit_id from missing order by id
            on conflict do nothing
            returning learner_id, unit_id
            """;

    /// What these learners have done already in the campaign's courses, under another campaign.
    private static final String DONE_BEFORE = """
            select p.learner_id, p.course_id, t.id as attempt_id, x.id is not null as has_exam,
                p.completed_at is not null and (x.id is null or t.id is not null) as completed
            from course_progress p
            join campaign_course k on k.campaign_id = $1 and k.course_id = p.course_id
            left join exam x on x.course_id = p.course_id
            left join lateral (
                select a.id from attempt a
                where a.exam_id = x.id and a.learner_id = p.learner_id and a.passed
                order by a.number limit 1) t on true
            where p.learner_id = any ($2)
            """;

    private final Database database;

    EnrolmentRepository(Database database) {
        this.database = database;
    }

    /// Targets of all campaigns not closed yet, or of one of them.
    Uni<List<CampaignTarget>> unclosed(Long... campaignId) {
        return database.query(
                UNCLOSED,
                Tuple.tuple().addLong(campaignId.length == 0 ? null : campaignId[0]),
                row -> new CampaignTarget(row.getLong("id"), row.getString("path")));
    }

    /// Enrols at most `limit` of those who are missing.
    Uni<List<Enrolled>> enrol(SqlConnection tx, CampaignTarget target, int limit) {
        return Database.rows(
                tx,
                ENROL,
                Tuple.of(target.campaignId(), target.unitPath(), limit),
                row -> new Enrolled(row.getLong("learner_id"), row.getLong("unit_id")));
    }

    /// What learners bring along, as facts of `now`: nobody can study again what is complete.
    Uni<Batch> doneBefore(SqlConnection tx, long campaignId, List<Long> learners, Instant now) {
        Tuple arguments = Tuple.of(campaignId, learners.toArray(Long[]::new));
        return Database.rows(tx, DONE_BEFORE, arguments, row -> row).map(rows -> batchOf(rows, now));
    }

    private static Batch batchOf(List<Row> rows, Instant now) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Row row : rows) {
            LearnerCourse who = new LearnerCourse(row.getLong("learner_id"), row.getLong("course_id"));
            listFor(batch, row).add(new Fact(who, now, row.getLong("attempt_id")));
        }
        return batch;
    }

    private static List<Fact> listFor(Batch batch, Row row) {
        if (!row.getBoolean("completed")) {
            return batch.started();
        }
        return row.getBoolean("has_exam") ? batch.passed() : batch.completedWithoutTest();
    }
}
