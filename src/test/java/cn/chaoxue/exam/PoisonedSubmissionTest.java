package cn.chaoxue.exam;

import static cn.chaoxue.exam.ExamStreams.drain;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A submission no retry can save costs the others nothing, is kept whole, and is graded once its cause is gone.
@QuarkusTest
@TestProfile(UnhurriedSteps.class)
class PoisonedSubmissionTest {

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
    ExamStreams streams;

    /// Whatever tests before left in the streams is none of ours.
    @BeforeEach
    void emptyStreams() {
        drain(flushers.get());
    }

    @Test
    void poison_becomesDeadLetters_whileTheRestIsGraded() {
        Scene scene = scenes.ready();
        Scene unmarkable = scenes.beside(scene);
        long lost = unmarkable.attempt();
        unmarkable.receipt(lost, exams.rightAnswers(scene.exam()));
        sql.run("update attempt set question_ids = question_ids || 424242 where id = ?", lost);
        String malformed = streams.poisoned(scene, Map.of("attempt", "x", "learner", "1"));
        String refused = streams.poisoned(
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
        long attempt = streams.submitted(healthy);
        drain(flushers.get());
        streams.assertCountedOnce(healthy, attempt);
        assertThat(reasonOf(malformed)).asString().startsWith("malformed");
        assertThat(reasonOf(refused)).asString().startsWith("refused by the database");
        assertThat(sql.value("select reason from dead_letter where payload ->> 'attempt' = ?", "" + lost))
                .asString()
                .contains("424242");
        assertThat(streams.waiting()).isZero();
        assertThat(unmarkable.state(lost).getString("state")).isEqualTo("SUBMITTED");
    }

    @Test
    void deadLetter_isGradedWhenItsCauseIsGone() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        sql.run("update attempt set question_ids = question_ids || 424242 where id = ?", attempt);
        drain(flushers.get());
        String operator = people.tokenOf(people.active(units.centre(), Role.OPERATOR));
        assertThat(redrive(operator)).isZero();
        sql.run("update attempt set question_ids = array_remove(question_ids, 424242) where id = ?", attempt);
        assertThat(redrive(operator)).isOne();
        streams.assertCountedOnce(scene, attempt);
        assertThat(redrive(operator)).isZero();
        RestAssured.given()
                .auth()
                .oauth2(scene.token())
                .post("/api/v1/dead-letters/redrive")
                .then()
                .statusCode(403);
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

    private Object reasonOf(String entry) {
        return sql.value("select reason from dead_letter where entry_id = ?", entry);
    }
}
