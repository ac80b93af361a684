package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.platform.redis.RedisLane;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
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
    AttemptRepository attempts;

    @Inject
    AttemptBuffer buffer;

    @Inject
    ExamMetrics metrics;

    @Inject
    ExamStreams streams;

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
    void redisForgotAnAttempt_itIsGradedAsEmptyInTheEnd() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        forgotten(scene, attempt, "31 minutes");
        sweepAndFlush();
        assertThat(scene.state(attempt).getInt("score")).isZero();
    }

    /// A server that began empty, for want of its disk, is given its file back.
    @Test
    void redisForgotAnAttempt_answersRestoredInTimeCount() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.save(attempt, 1, exams.rightAnswers(scene.exam())).then().statusCode(200);
        timePasses(scene, attempt);
        Request dump = Request.cmd(Command.DUMP).arg(scene.seat(attempt).key());
        byte[] kept = done(redis.send(dump)).toBytes();
        done(redis.send(Request.cmd(Command.DEL).arg(scene.seat(attempt).key())));
        sweepAndFlush();
        scene.submit(attempt, exams.wrongAnswers(scene.exam())).then().statusCode(409);
        scene.save(attempt, 2, exams.wrongAnswers(scene.exam())).then().statusCode(409);
        sweepAndFlush();
        assertThat(scene.state(attempt).getString("state")).isEqualTo("OPEN");

        done(redis.send(Request.cmd(Command.RESTORE)
                .arg(scene.seat(attempt).key())
                .arg(0)
                .arg(Buffer.buffer(kept))
                .arg("REPLACE")));
        sweepAndFlush();

        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
    }

    @Test
    void manyWaitForAForgetfulRedis_theOthersAreSweptAllTheSame() {
        Scene forgotten = scenes.ready();
        forgotten(forgotten, forgotten.attempt(), "29 minutes");
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        timePasses(scene, attempt);
        ExamConfig oneByOne = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ExamConfig.class)
                .withDefaultValue("chaoxue.exam.sweep-batch", "1")
                .build()
                .getConfigMapping(ExamConfig.class);
        DeadlineSweeper patient = new DeadlineSweeper(attempts, buffer, oneByOne, metrics);
        await().atMost(Duration.ofSeconds(30)).until(() -> done(patient.sweep()) >= 0 && sweptInRedis(scene, attempt));
    }

    /// Redis came back with an older file after the server had handed in for the learner.
    @Test
    void learnersOwnSubmissionIsFoundLate_itTakesThePlaceOfTheServers() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        timePasses(scene, attempt);
        sweepAndFlush();
        assertThat(originOf(attempt)).isEqualTo("DEADLINE");
        for (int i = 0; i < 2; i++) {
            streams.poisoned(scene, inTime(scene, attempt));
            sweepAndFlush();
        }
        assertThat(originOf(attempt)).isEqualTo("LEARNER");
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", scene.learner()))
                .isOne();
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

    private void forgotten(Scene scene, long attempt, String overdueBy) {
        sql.run("update attempt set deadline = now() - ?::interval where id = ?", overdueBy, attempt);
        done(redis.send(Request.cmd(Command.DEL).arg(scene.seat(attempt).key())));
    }

    private Map<String, String> inTime(Scene scene, long attempt) {
        return Map.of(
                "attempt", Long.toString(attempt),
                "learner", Long.toString(scene.learner()),
                "exam", Long.toString(scene.exam()),
                "answers", Json.encode(exams.rightAnswers(scene.exam())),
                "origin", "LEARNER",
                "at", Long.toString(System.currentTimeMillis() - 90_000));
    }

    private boolean sweptInRedis(Scene scene, long attempt) {
        Request state = Request.cmd(Command.HGET).arg(scene.seat(attempt).key()).arg("state");
        return done(redis.send(state)).toString().equals("SUBMITTED");
    }

    private void sweepAndFlush() {
        done(sweeper.sweep());
        SubmissionFlusher worker = flushers.get();
        while (done(worker.flush()) > 0) {
            // Until there is nothing left.
        }
    }

    private Object originOf(long attempt) {
        return sql.value("select origin from attempt where id = ?", attempt);
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(30));
    }
}
