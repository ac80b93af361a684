package cn.chaoxue.course;

import cn.chaoxue.platform.sql.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Whole courses for their readers. Who may read which is for the caller to decide.
@ApplicationScoped
public class Catalogue {

    private final CourseRepository courses;
    private final Courses kinds;
    private final Database database;

    Catalogue(CourseRepository courses, Courses kinds, Database database) {
        this.courses = courses;
        this.kinds = kinds;
        this.database = database;
    }

    /// The course with sections and lecturers; empty where there is none.
    public Uni<Optional<CourseView>> course(long courseId) {
        return kinds.kind(courseId)
                .chain(kind ->
                        kind.map(this::read).orElseGet(() -> Uni.createFrom().nullItem()))
                .map(Optional::ofNullable);
    }

    private Uni<CourseView> read(CourseKind kind) {
        return database.bounded(Panache.withSession(
                        () -> courses.findById(kind.timeline().courseId())))
                .map(course -> CourseView.of(course, kind.examId()));
    }
}
