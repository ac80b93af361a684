package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.platform.redis.RedisLane;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StepByStep.class)
class DeadlineSweeperTest {

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

    @Inject
    Sql sql;

    @Inject
    DeadlineSweeper sweeper;

    @Inject
    Instance<SubmissionFlusher> flushers;

    @Inject
    @Identifier("exam")
    RedisLane redis;

    @Test
    void overdueAttempt_isSubmittedWithWhatWasSaved() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.save(attempt, 1, exams.rightAnswers(scene.exam())).then().statusCode(200);
        timePasses(scene, attempt);
        sweepAndFlush();
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        assertThat(originOf(attempt)).isEqualTo("DEADLINE");
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", scene.learner()))
                .isOne();
        scene.submit(attempt, exams.rightAnswers(scene.exam()))
                .then()
                .statusCode(409)
                .body("reason", equalTo("deadline-passed"));
    }

    @Test
    void overdueAttemptWithoutAnswers_isGradedAsEmpty_evenWhenRedisForgotIt() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        sql.run("update attempt set deadline = now() - interval '1 minute' where id = ?", attempt);
        done(redis.send(Request.cmd(Command.DEL).arg(scene.seat(attempt).key())));
        sweepAndFlush();
        assertThat(scene.state(attempt).getInt("score")).isZero();
    }

    @Test
    void sweptButNotYetGraded_isClosedToItsLearner() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        timePasses(scene, attempt);
        done(sweeper.sweep());
        scene.submit(attempt, exams.rightAnswers(scene.exam())).then().statusCode(409);
        scene.save(attempt, 5, exams.rightAnswers(scene.exam())).then().statusCode(409);
        sweepAndFlush();
        assertThat(scene.state(attempt).getInt("score")).isZero();
    }

    @Test
    void submissionStillWaiting_winsOverTheSweep() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.save(attempt, 1, exams.wrongAnswers(scene.exam())).then().statusCode(200);
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        timePasses(scene, attempt);
        sweepAndFlush();
        assertThat(originOf(attempt)).isEqualTo("LEARNER");
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
    }

    @Test
    void withinTheGrace_nothingIsSwept() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        sql.run("update attempt set deadline = now() - interval '2 second' where id = ?", attempt);
        sweepAndFlush();
        assertThat(scene.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    /// The two servers' clocks may differ: only when both say so is the time over.
    @Test
    void overdueByOneClockOnly_isNotSwept() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        sql.run("update attempt set deadline = now() - interval '1 minute' where id = ?", attempt);
        sweepAndFlush();
        assertThat(scene.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    private void timePasses(Scene scene, long attempt) {
        sql.run("update attempt set deadline = now() - interval '1 minute' where id = ?", attempt);
        Request set = Request.cmd(Command.HSET).arg(scene.seat(attempt).key()).arg("deadline");
        done(redis.send(set.arg(System.currentTimeMillis() - 60_000)));
    }

    private void sweepAndFlush() {
        done(sweeper.sweep());
        SubmissionFlusher worker = flushers.get();
        while (done(worker.flush()) > 0) {
            // Until there is nothing left.
        }
    }

    private Object originOf(long attempt) {
        return sql.value("select origin from submission where attempt_id = ?", attempt);
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(30));
    }
}
