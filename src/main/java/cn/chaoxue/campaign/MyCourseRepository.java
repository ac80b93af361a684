package cn.chaoxue.campaign;

import cn.chaoxue.course.CourseForm;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.course.StudyHours;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;

/// A learner's courses with what is stored of progress, pass and completion: one statement.
@Singleton
final class MyCourseRepository {

    /// Closed campaigns last, and only where they are asked for.
    private static final String COURSES = """
            select o.id, o.title, o.form, o.subject, o.duration_seconds, o.segment_seconds, k.required,
                coalesce(p.covered_segments, 0) as covered_segments, x.id as exam_id,
                s.course_id is not null as passed, d.course_id is not null as completed,
                c.id as campaign_id, c.title as campaign_title, c.closes_at
            from enrolment e
            join campaign c on c.id = e.campaign_id
            join campaign_course k on k.campaign_id = c.id
            join course o on o.id = k.course_id
            left join exam x on x.course_id = o.id
            left join course_progress p on p.learner_id = e.learner_id and p.course_id = o.id
            left join course_pass s
                on s.campaign_id = c.id and s.learner_id = e.learner_id and s.course_id = o.id
            left join course_completion d
                on d.campaign_id = c.id and d.learner_id = e.learner_id and d.course_id = o.id
            where e.learner_id = $1 and c.opens_at <= now() and (c.closes_at > now() or $2)
            order by c.closes_at <= now(), c.closes_at, c.id, k.ordinal
            limit 1000
            """;

    private final Database database;

    MyCourseRepository(Database database) {
        this.database = database;
    }

    Uni<List<MyCourseView>> of(long learnerId, boolean withClosed) {
        return database.query(COURSES, Tuple.of(learnerId, withClosed), MyCourseRepository::view);
    }

    private static MyCourseView view(Row row) {
        var line = new CourseTimeline(
                row.getLong("id"), row.getInteger("duration_seconds"), row.getInteger("segment_seconds"));
        int segments = row.getInteger("covered_segments");
        return new MyCourseView(
                line.courseId(),
                row.getString("title"),
                CourseForm.valueOf(row.getString("form")),
                row.getString("subject"),
                row.getBoolean("required"),
                line.durationSeconds(),
                StudyHours.of(line.durationSeconds()),
                (double) segments / line.segments(),
                Math.min(segments * line.segmentSeconds(), line.durationSeconds()),
                row.getLong("exam_id"),
                row.getBoolean("passed"),
                row.getBoolean("completed"),
                row.getLong("campaign_id"),
                row.getString("campaign_title"),
                row.get(OffsetDateTime.class, "closes_at").toInstant());
    }
}
