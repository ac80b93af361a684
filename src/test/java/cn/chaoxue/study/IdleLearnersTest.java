package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.StepByStep;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whoever was not seen for long leaves Redis, but never before everything is written.
@QuarkusTest
@TestProfile(StepByStep.class)
class IdleLearnersTest extends UnwrittenProgress {

    private static final Duration DAY = Duration.ofHours(24);
    /// Enough to look at everybody, whomever other tests have left here.
    private static final int ROUNDS = 4;

    @Inject
    IdleLearners idle;

    @Test
    void idleAndWritten_leavesAndComesBackWithEverything() {
        flushEverything();
        redis.letTimePass(id(), DAY);

        leaveWrittenAfter(DAY);

        assertThat(redis.holds(id())).isFalse();
        assertThat(Beat.send(student, 0, 10).jsonPath().getInt("coveredSeconds"))
                .isEqualTo(10);
    }

    @Test
    void idleButNotWritten_stays() {
        leaveAfter(Duration.ZERO);

        assertThat(redis.holds(id())).as("dirty").isTrue();
        assertThat(redis.keeps(id())).isTrue();
        List<Flight> claimed = get(flusher.claim());
        leaveAfter(Duration.ZERO);
        assertThat(redis.holds(id())).as("in flight").isTrue();

        get(flusher.apply(claimed));
        get(flusher.release(claimed));
        leaveWrittenAfter(Duration.ZERO);
        assertThat(redis.holds(id())).as("written").isFalse();
    }

    /// By a clock that goes back a heartbeat may come before the time its course was due, and was written, already.
    @Test
    void lastHeartbeatMissedItsFlush_isWrittenBeforeItsLearnerLeaves() {
        flushEverything();
        redis.clockWentBackAfterFlush(id(), student.courseId(), Duration.ofSeconds(40));
        Beat.send(student, 10, 15).then().statusCode(200);
        flushEverything();

        leaveWrittenAfter(Duration.ZERO);

        assertThat(redis.holds(id())).isFalse();
        assertThat(Beat.send(student, 0, 10).jsonPath().getInt("coveredSeconds"))
                .isEqualTo(15);
    }

    @Test
    void backWhileLeaving_isAskedToBeWrittenAnew() {
        flushEverything();
        leaveAfter(Duration.ZERO);
        Beat.send(student, 10, 15).then().statusCode(200);
        flushEverything();

        leaveAfter(Duration.ZERO);

        assertThat(redis.holds(id())).isTrue();
        flushEverything();
        leaveAfter(Duration.ZERO);
        assertThat(redis.holds(id())).isFalse();
    }

    @Test
    void seenLately_stays() {
        flushEverything();

        leaveAfter(DAY);

        assertThat(redis.holds(id())).isTrue();
    }

    /// All is written once more before.
    private void leaveWrittenAfter(Duration time) {
        leaveAfter(time);
        flushEverything();
        leaveAfter(time);
    }

    private void leaveAfter(Duration time) {
        for (int round = 0; round < ROUNDS; round++) {
            get(idle.leave(time));
        }
    }
}
