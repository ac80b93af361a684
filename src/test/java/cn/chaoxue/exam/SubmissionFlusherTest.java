package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.exam.SubmissionFlusher.Applied;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A worker cut off between any two steps loses nothing and counts nothing twice.
@QuarkusTest
@TestProfile(NoWorkers.class)
class SubmissionFlusherTest {

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

    @Inject
    People people;

    @Inject
    Units units;

    @Inject
    Sql sql;

    @Inject
    Instance<SubmissionFlusher> flushers;

    @Inject
    SubmissionStream stream;

    @Inject
    @Identifier("exam")
    RedisLane redis;

    /// Whatever tests before left in the streams is none of ours.
    @BeforeEach
    void emptyStreams() {
        drain(flushers.get());
    }

    @Test
    void submittedAttempt_isPersistedCountedAndLetGo() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        assertThat(scene.state(attempt).getString("state")).isEqualTo("SUBMITTED");
        assertThat(done(flushers.get().flush())).isOne();
        assertCountedOnce(scene, attempt);
        assertThat(inRedis(scene, attempt)).isFalse();
        assertThat(waiting()).isZero();
    }

    @Test
    void claimedNotApplied_isTakenUpAgainByItsWorker() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        SubmissionFlusher worker = flushers.get();
        assertThat(done(worker.claim())).hasSize(1);
        assertThat(done(worker.claim())).as("not new any more").isEmpty();
        worker.interrupted();
        assertThat(done(worker.flush())).isOne();
        assertCountedOnce(scene, attempt);
    }

    @Test
    void claimedByADeadWorker_isTakenOver() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        List<Entry> claimed = done(flushers.get().claim());
        assertThat(done(flushers.get().claim())).as("not abandoned yet").isEmpty();
        abandon(claimed);
        assertThat(done(flushers.get().flush())).isOne();
        assertCountedOnce(scene, attempt);
        assertThat(waiting()).isZero();
    }

    @Test
    void appliedNotAcknowledged_changesNothingWhenReplayed() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied first = done(worker.claim().chain(worker::apply));
        assertThat(first.moved()).isNotEmpty();
        assertThat(scene.state(attempt).getString("state")).isEqualTo("GRADED");
        worker.interrupted();
        Applied again = done(worker.claim().chain(worker::apply));
        assertThat(again.entries()).hasSize(1);
        assertThat(again.moved()).isEmpty();
        done(worker.acknowledge(again));
        assertCountedOnce(scene, attempt);
        assertThat(waiting()).isZero();
    }

    @Test
    void acknowledgedNotPublished_isFinished() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied applied = done(worker.claim().chain(worker::apply));
        done(worker.acknowledge(applied));
        assertThat(done(flushers.get().flush())).isZero();
        assertCountedOnce(scene, attempt);
    }

    @Test
    void acknowledgedTwice_isHarmless() {
        Scene scene = scenes.ready();
        submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied applied = done(worker.claim().chain(worker::apply));
        done(worker.acknowledge(applied));
        done(worker.acknowledge(applied));
        assertThat(waiting()).isZero();
    }

    @Test
    void twoWorkersAtOnce_countOnce() throws InterruptedException {
        Scene first = scenes.ready();
        List<Scene> all = new ArrayList<>(List.of(first));
        for (int i = 0; i < 19; i++) {
            all.add(scenes.beside(first));
        }
        for (Scene scene : all) {
            submitted(scene);
        }
        SubmissionFlusher one = flushers.get();
        List<Entry> claimed = done(one.claim());
        SubmissionFlusher other = flushers.get();
        abandon(claimed);
        List<Entry> taken = done(other.claim());
        assertThat(taken).hasSameSizeAs(claimed);
        Concurrently.all(List.of(() -> done(one.apply(claimed)), () -> done(other.apply(taken))));
        done(one.acknowledge(new Applied(claimed, List.of(), List.of())));
        drain(other);
        assertThat(sql.number(
                        "select passed from unit_tally where campaign_id = ? and unit_id = ?",
                        first.campaign(),
                        first.unit()))
                .isEqualTo(20);
        assertThat(count("hour_credit where course_id = ?", first.course())).isEqualTo(20);
    }

    @Test
    void poison_becomesDeadLetters_whileTheRestIsGraded() {
        Scene scene = scenes.ready();
        Scene unmarkable = scenes.beside(scene);
        long lost = unmarkable.attempt();
        unmarkable.receipt(lost, exams.rightAnswers(scene.exam()));
        sql.run("update attempt set question_ids = question_ids || 424242 where id = ?", lost);
        String malformed = poison(scene, Map.of("attempt", "x", "learner", "1"));
        String refused = poison(
                scene,
                Map.of(
                        "attempt",
                        "" + scene.attempt(),
                        "learner",
                        "" + scene.learner(),
                        "at",
                        "0",
                        "origin",
                        "LEARNER",
                        "answers",
                        "{\"1\":[\"\\u0000\"]}"));
        Scene healthy = scenes.beside(scene);
        long attempt = submitted(healthy);
        drain(flushers.get());
        assertCountedOnce(healthy, attempt);
        assertThat(reasonOf(malformed)).asString().startsWith("malformed");
        assertThat(reasonOf(refused)).asString().startsWith("refused by the database");
        assertThat(sql.value("select reason from dead_letter where payload ->> 'attempt' = ?", "" + lost))
                .asString()
                .contains("424242");
        assertThat(waiting()).isZero();
        assertThat(unmarkable.state(lost).getString("state")).isEqualTo("SUBMITTED");
    }

    @Test
    void deadLetter_isGradedWhenItsCauseIsGone() {
        Scene scene = scenes.ready();
        long attempt = submitted(scene);
        sql.run("update attempt set question_ids = question_ids || 424242 where id = ?", attempt);
        drain(flushers.get());
        String operator = people.tokenOf(people.active(units.centre(), Role.OPERATOR));
        assertThat(redrive(operator)).isZero();
        sql.run("update attempt set question_ids = array_remove(question_ids, 424242) where id = ?", attempt);
        assertThat(redrive(operator)).isOne();
        assertCountedOnce(scene, attempt);
        assertThat(redrive(operator)).isZero();
        RestAssured.given()
                .auth()
                .oauth2(scene.token())
                .post("/api/v1/dead-letters/redrive")
                .then()
                .statusCode(403);
    }

    private long submitted(Scene scene) {
        long attempt = scene.attempt();
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        return attempt;
    }

    private void assertCountedOnce(Scene scene, long attempt) {
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        assertThat(count("submission where attempt_id = ?", attempt)).isOne();
        assertThat(count("course_completion where learner_id = ?", scene.learner()))
                .isOne();
        assertThat(count("hour_credit where learner_id = ?", scene.learner())).isOne();
        assertThat(sql.number(
                        "select passed from unit_tally where campaign_id = ? and unit_id = ?",
                        scene.campaign(),
                        scene.unit()))
                .isOne();
    }

    private int redrive(String operator) {
        long newest = sql.number("select max(id) from dead_letter");
        return RestAssured.given()
                .auth()
                .oauth2(operator)
                .post("/api/v1/dead-letters/redrive?source=exam-submission&after=" + (newest - 1))
                .then()
                .statusCode(200)
                .extract()
                .path("redriven");
    }

    private String poison(Scene scene, Map<String, String> fields) {
        Shard shard = Shard.of(scene.learner());
        Request add = Request.cmd(Command.XADD).arg(SubmissionStream.key(shard)).arg("*");
        fields.forEach((name, value) -> add.arg(name).arg(value));
        return SubmissionStream.key(shard) + " " + done(redis.send(add));
    }

    private Object reasonOf(String entry) {
        return sql.value("select reason from dead_letter where entry_id = ?", entry);
    }

    /// Makes the claim look as old as one of a process that died.
    private void abandon(List<Entry> claimed) {
        for (Entry entry : claimed) {
            Request claim = Request.cmd(Command.XCLAIM).arg(SubmissionStream.key(entry.shard()));
            claim.arg(SubmissionStream.GROUP)
                    .arg("dead")
                    .arg(0)
                    .arg(entry.id())
                    .arg("IDLE")
                    .arg(60_000);
            done(redis.send(claim));
        }
    }

    private boolean inRedis(Scene scene, long attempt) {
        Request exists = Request.cmd(Command.EXISTS).arg(scene.seat(attempt).key());
        return done(redis.send(exists)).toInteger() == 1;
    }

    private long waiting() {
        return Shard.all().stream()
                .mapToLong(shard -> done(redis.send(Request.cmd(Command.XLEN).arg(SubmissionStream.key(shard))))
                        .toLong())
                .sum();
    }

    private static void drain(SubmissionFlusher worker) {
        while (done(worker.flush()) > 0) {
            // Until there is nothing left.
        }
    }

    private long count(String from, Object... arguments) {
        return sql.number("select count(*) from " + from, arguments);
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(30));
    }
}
