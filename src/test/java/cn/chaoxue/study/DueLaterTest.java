package cn.chaoxue.study;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A course is put down as dirty once and then not looked for until it is due: whatever comes before, at and after
/// that moment reaches PostgreSQL all the same.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class DueLaterTest {

    @Inject
    Students students;

    @Inject
    Sql sql;

    @Inject
    ProgressFlusher flusher;

    @Inject
    StudyRedis redis;

    /// Whatever tests before left to be written is none of ours.
    @BeforeEach
    void forget() {
        redis.forgetEverything();
    }

    @Test
    void heartbeatsBeforeAtAndAfterTheDueTime_allReachPostgres() {
        Student student = students.inCourseOf(100);
        Beat.send(student, 0, 5).then().statusCode(200);
        assertThat(flush()).as("not due yet").isZero();
        Beat.send(student, 5, 10).then().statusCode(200);
        awaitSegments(student, 2);

        Beat.send(student, 10, 15).then().statusCode(200);
        Beat.send(student, 15, 20).then().statusCode(200);
        awaitSegments(student, 4);
        assertThat(flush()).as("written once").isZero();
    }

    private void awaitSegments(Student student, long segments) {
        await().atMost(40, SECONDS).untilAsserted(() -> {
            flush();
            assertThat(sql.number(
                            "select coalesce(sum(covered_segments), 0) from course_progress where learner_id = ?",
                            student.learnerId()))
                    .isEqualTo(segments);
        });
    }

    private int flush() {
        return flusher.flush().await().atMost(Duration.ofSeconds(30));
    }
}
