package cn.chaoxue.study;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// A learner has watched ten seconds, and this is all that nobody has written yet.
abstract class UnwrittenProgress {

    static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Students students;

    @Inject
    Sql sql;

    @Inject
    ProgressFlusher flusher;

    @Inject
    StudyRedis redis;

    Student student;

    @BeforeEach
    final void learnerHasWatchedTenSeconds() {
        flushEverything();
        student = students.inCourseOf(100);
        Beat.send(student, 0, 10).then().statusCode(200);
    }

    final void flushEverything() {
        redis.endLeases();
        await().atMost(20, SECONDS).until(() -> get(flusher.flush()) == 0 && dirtyCourses() == 0);
    }

    /// What was taken of this learner.
    final List<Change> ours(List<Flight> claimed) {
        return claimed.stream()
                .flatMap(flight -> flight.changes().stream())
                .filter(change -> change.who().learnerId() == id())
                .toList();
    }

    final long dirtyCourses() {
        return redis.dirtyCourses();
    }

    final long coveredSegments() {
        return sql.number("select covered_segments from course_progress where learner_id = ?", id());
    }

    final long id() {
        return student.learnerId();
    }

    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(SOON);
    }
}
