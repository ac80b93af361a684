package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ExamStartTest {

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

    @Test
    void studiedCourse_opensItsTest_withAPaperWithoutKeys() {
        Scene scene = scenes.ready();
        JsonPath paper = scene.start().then().statusCode(201).extract().jsonPath();
        assertThat(paper.getList("questions")).hasSize(Exams.QUESTIONS);
        assertThat(paper.getList("questions.options.flatten().key", String.class))
                .hasSize(10);
        assertThat(paper.prettify()).doesNotContain("correct");
        Duration time = Duration.between(
                Instant.parse(paper.getString("startedAt")), Instant.parse(paper.getString("deadline")));
        assertThat(time).isEqualTo(Duration.ofMinutes(10));
    }

    /// Invariant 6: everything a learner can read before submission, searched for a key.
    @Test
    void nothingReadableBeforeSubmission_holdsAKey() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        String everything = scene.asLearner()
                        .get("/api/v1/exams/{id}", scene.exam())
                        .asString()
                + scene.start().asString()
                + scene.save(attempt, 1, exams.rightAnswers(scene.exam())).asString()
                + scene.asLearner().get("/api/v1/attempts/{id}", attempt).asString()
                + scene.asLearner()
                        .get("/api/v1/exams/{id}/questions", scene.exam())
                        .asString();
        assertThat(everything).doesNotContainIgnoringCase("correct").doesNotContainIgnoringCase("points");
    }

    @Test
    void openAttempt_isResumedWithTheSamePaper() {
        Scene scene = scenes.ready();
        String first = scene.start().then().statusCode(201).extract().asString();
        String second = scene.start().then().statusCode(201).extract().asString();
        assertThat(second).isEqualTo(first);
        assertThat(attemptsOf(scene)).isOne();
    }

    @Test
    void concurrentStarts_giveOneAttempt() {
        Scene scene = scenes.ready();
        Set<Long> attempts = new ConcurrentSkipListSet<>();
        Concurrently.times(8, () -> attempts.add(scene.attempt()));
        assertThat(attempts).hasSize(1);
        assertThat(attemptsOf(scene)).isOne();
    }

    /// A start that counted the other's attempt but did not see it open asks for the next number.
    @Test
    void startThatMissedTheOpenAttempt_opensNone() {
        Scene scene = scenes.ready();
        long first = scene.attempt();
        String next = """
                insert into attempt (exam_id, learner_id, number, state, question_ids, deadline)
                select exam_id, learner_id, number + 1, state, question_ids, deadline from attempt where id = ?
                """;
        assertThatThrownBy(() -> sql.run(next, first)).hasStackTraceContaining("attempt_open_once");
    }

    @Test
    void incompleteProgress_isRefused() {
        Scene scene = scenes.enrolled();
        refused(scene, "progress-incomplete");
        assertThat(attemptsOf(scene)).isZero();
    }

    @Test
    void closedCampaign_isRefused() {
        Scene scene = scenes.ready();
        sql.run("update campaign set closes_at = now() where id = ?", scene.campaign());
        refused(scene, "campaign-closed");
    }

    @Test
    void passedTest_isRefused() {
        Scene scene = scenes.ready();
        graded(scene, 1, 100, true);
        refused(scene, "already-passed");
    }

    @Test
    void usedUpAttempts_areRefused() {
        Scene scene = scenes.ready(600, 2);
        graded(scene, 1, 0, false);
        scene.attempt();
        sql.run(
                "update attempt set state = 'GRADED', score = 33, passed = false where learner_id = ?",
                scene.learner());
        refused(scene, "no-attempt-left");
        scene.asLearner()
                .get("/api/v1/exams/{id}", scene.exam())
                .then()
                .statusCode(200)
                .body("attemptsUsed", equalTo(2))
                .body("bestScore", equalTo(33))
                .body("open", equalTo(false))
                .body("reason", equalTo("no-attempt-left"));
    }

    @Test
    void strangerToTheCampaign_findsNoTest() {
        Scene scene = scenes.ready();
        String stranger = people.tokenOf(people.learner(units.province()));
        RestAssured.given()
                .auth()
                .oauth2(stranger)
                .post("/api/v1/exams/{id}/attempts", scene.exam())
                .then()
                .statusCode(404);
        RestAssured.given()
                .auth()
                .oauth2(stranger)
                .get("/api/v1/exams/{id}", scene.exam())
                .then()
                .statusCode(404);
    }

    @Test
    void unstartedTest_showsItsTermsAndThatItIsOpen() {
        Scene scene = scenes.ready();
        scene.asLearner()
                .get("/api/v1/exams/{id}", scene.exam())
                .then()
                .statusCode(200)
                .body("courseId", equalTo((int) scene.course()))
                .body("passMark", equalTo(60))
                .body("questionCount", equalTo(3))
                .body("maxAttempts", equalTo(3))
                .body("attemptsUsed", equalTo(0))
                .body("open", equalTo(true))
                .body("reason", nullValue())
                .body("lastAttemptId", nullValue())
                .body("passed", equalTo(false));
    }

    @Test
    void anonymous_isTurnedAway() {
        RestAssured.given().post("/api/v1/exams/1/attempts").then().statusCode(401);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "CENTRE_ADMIN"})
    void keepersOfTheBank_seeItsKeys(Role role) {
        Scene scene = scenes.ready();
        JsonPath bank = RestAssured.given()
                .auth()
                .oauth2(people.tokenOf(people.active(units.centre(), role)))
                .get("/api/v1/exams/{id}/questions", scene.exam())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(bank.getList("items[1].correct", String.class)).containsExactly("A", "C");
    }

    @ParameterizedTest
    @EnumSource(names = {"LEARNER", "LIAISON", "CITY_ADMIN", "PROVINCE_ADMIN"})
    void anyoneElse_seesNoKeys(Role role) {
        Scene scene = scenes.ready();
        RestAssured.given()
                .auth()
                .oauth2(people.tokenOf(people.active(units.centre(), role)))
                .get("/api/v1/exams/{id}/questions", scene.exam())
                .then()
                .statusCode(403);
    }

    private void refused(Scene scene, String reason) {
        scene.start().then().statusCode(409).body("reason", equalTo(reason));
    }

    private long attemptsOf(Scene scene) {
        return sql.number("select count(*) from attempt where learner_id = ?", scene.learner());
    }

    private void graded(Scene scene, int number, int score, boolean passed) {
        sql.run("""
                insert into attempt (exam_id, learner_id, number, state, question_ids, deadline, score, passed)
                values (?, ?, ?, 'GRADED', '{}', now(), ?, ?)
                """, scene.exam(), scene.learner(), number, score, passed);
    }
}
