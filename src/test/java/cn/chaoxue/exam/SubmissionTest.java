package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loop from paper to study hours, with the worker running beside the api as in the demo.
@QuarkusTest
class SubmissionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

    @Inject
    Sql sql;

    @Test
    void rightAnswers_passTheCourse_andEarnItsHoursOnce() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.submit(attempt, exams.rightAnswers(scene.exam()))
                .then()
                .statusCode(202)
                .body("attemptId", equalTo((int) attempt))
                .body("receipt", matchesPattern("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}"));
        JsonPath graded = gradedState(scene, attempt);
        assertThat(graded.getInt("score")).isEqualTo(100);
        assertThat(graded.getBoolean("passed")).isTrue();
        assertThat(count("course_completion where learner_id = ?", scene.learner()))
                .isOne();
        assertThat(count("course_pass where learner_id = ? and attempt_id = " + attempt, scene.learner()))
                .isOne();
        // 0:43:54 of course are 1.0 study hours (A2.4).
        assertThat(count("hour_credit where hours = 1.0 and source = 'CAMPAIGN' and learner_id = ?", scene.learner()))
                .isOne();
        assertThat(sql.number(
                        "select completed from unit_tally where campaign_id = ? and unit_id = ?",
                        scene.campaign(),
                        scene.unit()))
                .isOne();
        scene.start().then().statusCode(409).body("reason", equalTo("already-passed"));
    }

    @Test
    void wrongAnswers_earnNothing_andLeaveAnotherAttempt() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.receipt(attempt, exams.wrongAnswers(scene.exam()));
        JsonPath graded = gradedState(scene, attempt);
        assertThat(graded.getInt("score")).isZero();
        assertThat(graded.getBoolean("passed")).isFalse();
        assertThat(count("hour_credit where learner_id = ?", scene.learner())).isZero();
        assertThat(scene.attempt()).isGreaterThan(attempt);
    }

    @Test
    void repeats_getTheSameReceipt_underAnyKeyAndAnyAnswers_beforeAndAfterGrading() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        String receipt = scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        scene.submit(attempt, exams.rightAnswers(scene.exam())).then().body("receipt", equalTo(receipt));
        scene.submit(attempt, exams.wrongAnswers(scene.exam()), "another")
                .then()
                .body("receipt", equalTo(receipt));
        assertThat(gradedState(scene, attempt).getInt("score")).isEqualTo(100);
        scene.submit(attempt, exams.wrongAnswers(scene.exam()), "later")
                .then()
                .statusCode(202)
                .body("receipt", equalTo(receipt));
        scene.save(attempt, 9, Map.of()).then().statusCode(409).body("reason", equalTo("already-submitted"));
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
    }

    /// Every submission three times, shuffled, at once: one row, one count, one receipt each.
    @Test
    void concurrentRepeats_countOnce() {
        Scene first = scenes.ready();
        Set<String> receipts = new ConcurrentSkipListSet<>();
        List<Scene> all = new ArrayList<>(List.of(first));
        Collections.addAll(all, scenes.beside(first), scenes.beside(first), scenes.beside(first), scenes.beside(first));
        Map<String, List<String>> answers = exams.rightAnswers(first.exam());
        List<Callable<?>> calls = new ArrayList<>();
        for (Scene scene : all) {
            long attempt = scene.attempt();
            calls.addAll(Collections.nCopies(3, () -> receipts.add(scene.receipt(attempt, answers))));
        }
        Collections.shuffle(calls);
        Concurrently.all(calls);
        assertThat(receipts).hasSize(5);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sql.number(
                                "select passed from unit_tally where campaign_id = ? and unit_id = ?",
                                first.campaign(),
                                first.unit()))
                        .isEqualTo(5));
        assertThat(count("attempt where receipt is not null and exam_id = ?", first.exam()))
                .isEqualTo(5);
        assertThat(count("hour_credit where course_id = ?", first.course())).isEqualTo(5);
    }

    @Test
    void saves_keepTheHighestSeq_inWhateverOrderTheyCome() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        String question = exams.question(scene.exam(), 1);
        assertThat(saved(scene, attempt, 2, Map.of(question, List.of("B")))).isEqualTo(2);
        assertThat(saved(scene, attempt, 1, Map.of(question, List.of("A")))).isEqualTo(2);
        assertThat(saved(scene, attempt, 2, Map.of(question, List.of("C")))).isEqualTo(2);
        assertThat(saved(scene, attempt, 7, Map.of(question, List.of("D")))).isEqualTo(7);
        JsonPath open = scene.state(attempt);
        assertThat(open.getString("state")).isEqualTo("OPEN");
        assertThat(open.getList("savedAnswers.'" + question + "'", String.class))
                .containsExactly("D");
        assertThat(open.getLong("savedSeq")).isEqualTo(7);
        assertThat(open.getString("score")).isNull();
    }

    @Test
    void afterTheGrace_submissionAndSavesAreRefused() {
        Scene scene = scenes.ready(1, 3);
        long attempt = scene.attempt();
        await().pollDelay(Duration.ofMillis(6_500)).until(() -> true);
        scene.submit(attempt, exams.rightAnswers(scene.exam()))
                .then()
                .statusCode(409)
                .body("reason", equalTo("deadline-passed"));
        scene.save(attempt, 1, Map.of()).then().statusCode(409);
    }

    @Test
    void foreignAttempt_isNotThere() {
        Scene owner = scenes.ready();
        Scene other = scenes.beside(owner);
        long attempt = owner.attempt();
        Map<String, List<String>> answers = exams.rightAnswers(owner.exam());
        other.submit(attempt, answers).then().statusCode(404);
        other.save(attempt, 1, answers).then().statusCode(404);
        other.asLearner().get("/api/v1/attempts/{id}", attempt).then().statusCode(404);
        assertThat(owner.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    /// Two learners of one shard share its slot: the owner is told apart by name, not by key.
    @Test
    void foreignAttemptOfTheSameShard_isNotThere() {
        Scene owner = scenes.ready();
        Scene other = scenes.beside(owner);
        while (other.learner() % 16 != owner.learner() % 16) {
            other = scenes.beside(owner);
        }
        long attempt = owner.attempt();
        other.submit(attempt, exams.rightAnswers(owner.exam())).then().statusCode(404);
        assertThat(owner.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"E\"]", "[\"A\",\"B\"]", "[null]", "null", "[\"a\"]", "[\"\\u0000\"]"})
    void answersThatDoNotFitTheQuestion_areNamed(String keys) {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        String question = exams.question(scene.exam(), 1);
        scene.asLearner()
                .header("Idempotency-Key", "k")
                .body("{\"answers\":{\"%s\":%s}}".formatted(question, keys))
                .post("/api/v1/attempts/{id}/submission", attempt)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("answers." + question));
        assertThat(scene.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"answers\":null}",
                "{\"answers\":[]}",
                "{\"answers\":{\"x\":[\"A\"]}}",
                "{\"answers\":{\"999999999\":[\"A\"]}}",
                "{\"answers\":{\"1\":\"A\"}}",
                "{\"answers\""
            })
    void malformedSubmission_isRefusedWithAReason(String body) {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.asLearner()
                .header("Idempotency-Key", "k")
                .body(body)
                .post("/api/v1/attempts/{id}/submission", attempt)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://chaoxue.cn/problems/invalid-request"));
    }

    @Test
    void submissionWithoutUsableKey_isRefused() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.asLearner()
                .body(Map.of("answers", Map.of()))
                .post("/api/v1/attempts/{id}/submission", attempt)
                .then()
                .statusCode(400);
        scene.submit(attempt, Map.of(), "k".repeat(129)).then().statusCode(400);
        scene.submit(attempt, Map.of(), "with space").then().statusCode(400);
        scene.submit(attempt, Map.of(), "k".repeat(128)).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1L << 53})
    void saveWithoutUsableSeq_isRefused(long seq) {
        Scene scene = scenes.ready();
        scene.save(scene.attempt(), seq, Map.of()).then().statusCode(400);
    }

    @Test
    void submitted_isNotScoredBeforeItIsGraded() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        scene.asLearner()
                .get("/api/v1/attempts/{id}", attempt)
                .then()
                .body("state", equalTo("OPEN"))
                .body("passMark", equalTo(60))
                .body("score", nullValue())
                .body("passed", nullValue());
    }

    private JsonPath gradedState(Scene scene, long attempt) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> scene.state(attempt),
                        state -> state.getString("state").equals("GRADED"));
    }

    private long saved(Scene scene, long attempt, long seq, Map<String, List<String>> answers) {
        return scene.save(attempt, seq, answers)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("savedSeq");
    }

    private long count(String from, Object... arguments) {
        return sql.number("select count(*) from " + from, arguments);
    }
}
