package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.redis.RedisLane;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// No receipt is lost, and none is given for what is not durable, whatever becomes of Redis.
@QuarkusTest
@TestProfile(NoWorkers.class)
class ExamFaultsTest {

    /// The service's own bounds end at 9 s here, and a busy machine adds to them; without bounds it would be 20 s.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

    @Inject
    Sql sql;

    @Inject
    Instance<SubmissionFlusher> flushers;

    @Inject
    @Identifier("exam")
    RedisLane redis;

    /// The first submission of a JVM pays for classes to load; times are asserted of later ones.
    @BeforeEach
    void warmUp_andEmptyStreams() {
        Scene scene = scenes.ready();
        scene.receipt(scene.attempt(), exams.rightAnswers(scene.exam()));
        drain();
    }

    @AfterEach
    void allServersRunAsBefore() {
        EmbeddedServers.exam().thaw();
        EmbeddedServers.postgres().thaw();
        restartRedis();
    }

    @Test
    void receipts_surviveAKillOfRedis() {
        List<Scene> learners = learners(20);
        Map<Scene, Long> attempts = new ConcurrentHashMap<>();
        learners.forEach(learner -> attempts.put(learner, learner.attempt()));
        Map<String, List<String>> answers =
                exams.rightAnswers(learners.getFirst().exam());
        List<Callable<?>> calls = new ArrayList<>();
        attempts.forEach((learner, attempt) -> calls.add(() -> learner.receipt(attempt, answers)));
        Concurrently.all(calls);
        restartRedis();
        drain();
        attempts.forEach((learner, attempt) ->
                assertThat(learner.state(attempt).getInt("score")).isEqualTo(100));
        assertThat(passed(learners.getFirst())).isEqualTo(20);
    }

    @Test
    void savedAnswers_surviveAKillOfRedis() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        saved(scene, attempt, 4, exams.rightAnswers(scene.exam()));
        restartRedis();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        scene.asLearner().get("/api/v1/attempts/{id}", attempt).statusCode() == 200);
        assertThat(scene.state(attempt).getLong("savedSeq")).isEqualTo(4);
    }

    @Test
    void frozenRedis_sendsSubmissionsStraightToPostgres_andTheThawCountsNothingTwice() {
        Scene scene = scenes.ready();
        Scene next = scenes.beside(scene);
        long attempt = scene.attempt();
        long second = next.attempt();
        Map<String, List<String>> answers = exams.rightAnswers(scene.exam());
        EmbeddedServers.exam().freeze();
        String receipt = inTime(() -> scene.submit(attempt, answers))
                .then()
                .statusCode(202)
                .extract()
                .path("receipt");
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        inTime(() -> next.submit(second, answers)).then().statusCode(202);
        EmbeddedServers.exam().thaw();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scene.receipt(attempt, exams.wrongAnswers(scene.exam())))
                        .isEqualTo(receipt));
        drain();
        assertThat(passed(scene)).isEqualTo(2);
        assertThat(sql.number("select count(*) from hour_credit where course_id = ?", scene.course()))
                .isEqualTo(2);
    }

    @Test
    void frozenRedis_refusesSavesInTime() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        Map<String, List<String>> answers = exams.rightAnswers(scene.exam());
        EmbeddedServers.exam().freeze();
        Response refused = inTime(() -> scene.save(attempt, 1, answers));
        refused.then().statusCode(503);
        assertThat(refused.header("Retry-After")).isNotNull();
        inTime(() -> scene.asLearner().get("/api/v1/attempts/{id}", attempt))
                .then()
                .statusCode(503);
    }

    @Test
    void nothingDurableLeft_givesNoReceipt() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        Map<String, List<String>> answers = exams.rightAnswers(scene.exam());
        EmbeddedServers.exam().freeze();
        EmbeddedServers.postgres().freeze();
        Response refused = inTime(() -> scene.submit(attempt, answers));
        EmbeddedServers.postgres().thaw();
        EmbeddedServers.exam().thaw();
        refused.then().statusCode(503);
        assertThat(refused.header("Retry-After")).isNotNull();
    }

    @Test
    void deadRedis_takesTheDirectPath() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        Map<String, List<String>> answers = exams.rightAnswers(scene.exam());
        EmbeddedServers.exam().kill();
        inTime(() -> scene.submit(attempt, answers)).then().statusCode(202);
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
    }

    @Test
    void emptiedRedis_letsOpenAttemptsInAgain() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        command(Request.cmd(Command.FLUSHALL));
        saved(scene, attempt, 1, exams.wrongAnswers(scene.exam()));
        command(Request.cmd(Command.FLUSHALL));
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        drain();
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
    }

    /// Redis 7.0 cannot be asked to wait for the disk: with `everysec` no answer of it is worth a receipt.
    @Test
    void redisThatWritesEverySecondOnly_isNotTrustedWithReceipts() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        command(Request.cmd(Command.CONFIG).arg("SET").arg("appendfsync").arg("everysec"));
        command(Request.cmd(Command.CLIENT)
                .arg("KILL")
                .arg("TYPE")
                .arg("normal")
                .arg("SKIPME")
                .arg("yes"));
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        assertThat(scene.state(attempt).getString("state")).isEqualTo("GRADED");
        scene.save(attempt, 1, exams.rightAnswers(scene.exam())).then().statusCode(503);
    }

    @Test
    void fullRedis_takesTheDirectPath_andDrains() {
        Scene scene = scenes.ready();
        Scene next = scenes.beside(scene);
        long attempt = scene.attempt();
        long second = next.attempt();
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        command(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1mb"));
        next.receipt(second, exams.rightAnswers(scene.exam()));
        assertThat(next.state(second).getString("state")).isEqualTo("GRADED");
        drain();
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        assertThat(passed(scene)).isEqualTo(2);
    }

    private List<Scene> learners(int count) {
        List<Scene> learners = new ArrayList<>(List.of(scenes.ready()));
        while (learners.size() < count) {
            learners.add(scenes.beside(learners.getFirst()));
        }
        return learners;
    }

    private long passed(Scene scene) {
        return sql.number(
                "select passed from unit_tally where campaign_id = ? and unit_id = ?", scene.campaign(), scene.unit());
    }

    /// A disk that stands still refuses a save, and the client comes again.
    private static void saved(Scene scene, long attempt, long seq, Map<String, List<String>> answers) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.save(attempt, seq, answers).statusCode() == 200);
    }

    private static Response inTime(Callable<Response> call) {
        long since = System.nanoTime();
        try {
            Response response = call.call();
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PATIENCE);
            return response;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void restartRedis() {
        EmbeddedServers.exam().kill();
        EmbeddedServers.exam().start();
    }

    private void command(Request command) {
        redis.send(command).await().atMost(Duration.ofSeconds(30));
    }

    private void drain() {
        SubmissionFlusher worker = flushers.get();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> done(worker.flush()) == 0);
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(30));
    }
}
