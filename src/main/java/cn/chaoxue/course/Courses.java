package cn.chaoxue.course;

import cn.chaoxue.platform.cache.RecentAnswers;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// What other features ask of the catalogue. Answers come from a short-lived bounded cache: they are asked for with
/// every heartbeat. Unpublished courses are known here too, so that study already done can be settled.
@ApplicationScoped
public class Courses {

    /// The exam is joined by name of its table: the catalogue stands before exams and may not use their classes.
    private static final String KIND = """
            select c.id, c.duration_seconds, c.segment_seconds, c.form, c.title, x.id as exam_id
            from course c left join exam x on x.course_id = c.id
            where c.id = $1
            """;

    private final Database database;
    private final RecentAnswers<Long, Optional<CourseKind>> kinds;

    Courses(Database database, CourseConfig config) {
        this.database = database;
        this.kinds = new RecentAnswers<>(
                "course-kinds",
                config.rememberAtMost(),
                kind -> kind.isPresent() ? config.rememberFor() : config.rememberAbsentFor(),
                kind -> kind.isPresent() ? config.rememberUnanswered() : Duration.ZERO);
    }

    /// The course's time line; empty where there is no such course.
    public Uni<Optional<CourseTimeline>> timeline(long courseId) {
        return kind(courseId).map(kind -> kind.map(CourseKind::timeline));
    }

    /// The same as a Vert.x future, for the hottest path.
    public Future<Optional<CourseTimeline>> askTimeline(long courseId) {
        return kinds.ask(courseId, this::load).map(kind -> kind.map(CourseKind::timeline));
    }

    /// Time line, form, title and test of a course; empty where there is no such course.
    public Uni<Optional<CourseKind>> kind(long courseId) {
        return kinds.get(courseId, this::load);
    }

    private Uni<Optional<CourseKind>> load(long courseId) {
        return database.query(KIND, Tuple.of(courseId), Courses::kindOf)
                .map(found -> found.stream().findFirst());
    }

    private static CourseKind kindOf(Row row) {
        return new CourseKind(
                new CourseTimeline(
                        row.getLong("id"), row.getInteger("duration_seconds"), row.getInteger("segment_seconds")),
                CourseForm.valueOf(row.getString("form")),
                row.getString("title"),
                row.getLong("exam_id"));
    }
}
