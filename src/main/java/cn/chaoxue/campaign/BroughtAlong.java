package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What learners did in a campaign's courses before it knew them: nobody can study again what is complete, so it
/// counts as done the moment they join. Hours are not earned again.
@Singleton
final class BroughtAlong {

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

    private final SharedClock clock;

    BroughtAlong(SharedClock clock) {
        this.clock = clock;
    }

    /// As facts of now; of courses without any progress there are none.
    Uni<Batch> of(SqlConnection tx, long campaignId, List<Long> learners) {
        Tuple arguments = Tuple.of(campaignId, learners.toArray(Long[]::new));
        return Database.rows(tx, DONE_BEFORE, arguments, row -> row).map(this::batchOf);
    }

    private Batch batchOf(List<Row> rows) {
        Instant now = clock.instant();
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
