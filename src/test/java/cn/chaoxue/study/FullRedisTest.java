package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A study Redis at its memory limit takes no new writes; what it holds must still get out of it.
@QuarkusTest
@TestProfile(StepByStep.class)
class FullRedisTest {

    @Inject
    Students students;

    @Inject
    ProgressFlusher flusher;

    @Inject
    CompletionFlusher completions;

    @Inject
    StudyRedis redis;

    @AfterEach
    void thereIsRoom() {
        redis.limitMemory("0");
    }

    @Test
    void heartbeats_areRefusedAndAskedForTheirOwnRhythm() {
        Student student = students.inCourseOf(100);
        assertThat(Beat.send(student, 0, 5).statusCode()).isEqualTo(200);

        redis.limitMemory("1mb");
        Response refused = Beat.send(student, 5, 10);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(15, 31);
        redis.limitMemory("0");
        assertThat(Beat.send(student, 5, 10).jsonPath().getInt("coveredSeconds"))
                .isEqualTo(10);
    }

    @Test
    void whatWasTakenBefore_isWrittenMeanwhile() {
        // Whatever tests before left, due or not, is none of ours.
        redis.forgetEverything();
        Beat.send(students.inCourseOf(100), 0, 5).then().statusCode(200);
        Beat.send(students.inCourseOf(17), 0, 17).then().statusCode(200);
        assertThat(redis.dirtyCourses()).isEqualTo(2);
        assertThat(redis.completionEvents()).isEqualTo(1);

        redis.limitMemory("1mb");
        flushEverything();

        assertThat(redis.dirtyCourses()).isZero();
        assertThat(redis.completionEvents()).isZero();
    }

    private void flushEverything() {
        int moved = 1;
        while (moved > 0) {
            moved = get(completions.flush()) + get(flusher.flush());
        }
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
