package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.StepByStep;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A Redis that has forgotten something, or whose clock went back, takes nothing back and lets nothing wait.
@QuarkusTest
@TestProfile(StepByStep.class)
class ForgetfulRedisTest extends UnwrittenProgress {

    @Test
    void staleStateFromAForgetfulRedis_takesNothingBack() {
        List<Flight> old = get(flusher.claim());
        Beat.send(student, 10, 15).then().statusCode(200);
        assertThat(get(flusher.flush())).isPositive();

        get(flusher.apply(old));
        assertThat(coveredSegments()).isEqualTo(3);
        assertThat(sql.number("select position_seconds::int from course_progress where learner_id = ?", id()))
                .isEqualTo(15);
    }

    @Test
    void coverageRedisForgot_isGivenBackFromPostgres() {
        flushEverything();
        sql.run(
                "update course_progress set covered = covered | B'000100000000000000000000' where learner_id = ?",
                id());
        Beat.send(student, 10, 15).then().statusCode(200);

        flushEverything();

        assertThat(coveredSegments()).isEqualTo(4);
        assertThat(Beat.send(student, 0, 5).jsonPath().getInt("coveredSeconds")).isEqualTo(20);
    }

    @Test
    void serverClockWentBack_changesAreWrittenAllTheSame() {
        flushEverything();
        redis.clockWentBack(id(), student.courseId(), Duration.ofHours(1));
        Beat.send(student, 10, 15).then().statusCode(200);

        flushEverything();

        assertThat(coveredSegments()).isEqualTo(3);
    }

    @Test
    void serverClockWentBackBeforeTheFlush_nothingWaitsUntilItHasCaughtUp() {
        redis.clockWentBackBeforeFlush(Duration.ofHours(1));

        assertThat(get(flusher.flush())).isPositive();

        assertThat(coveredSegments()).isEqualTo(2);
        Beat.send(student, 10, 15).then().statusCode(200);
        flushEverything();
        assertThat(coveredSegments()).isEqualTo(3);
    }

    @Test
    void serverClockWentBackDuringAFlush_deadWorkersShareIsTakenOver() {
        assertThat(ours(get(flusher.claim()))).hasSize(1);
        redis.clockWentBackBeforeFlush(Duration.ofHours(1));

        assertThat(get(flusher.flush())).isPositive();

        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(dirtyCourses()).isZero();
    }
}
