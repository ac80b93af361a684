package cn.chaoxue.exam;

import static cn.chaoxue.exam.ExamStreams.drain;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Entries say whose attempt they are and what was asked. What they say is believed only as far as PostgreSQL agrees.
@QuarkusTest
@TestProfile(StepByStep.class)
class ClaimedSubmissionTest {

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

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
    void anothersAttempt_isBuried_andStaysOpenForItsOwner() {
        Scene owner = scenes.ready();
        Scene other = scenes.beside(owner);
        long attempt = owner.attempt();
        String forged = streams.claiming(owner, attempt, other.learner(), owner.exam(), streams.questions(attempt));
        drain(flushers.get());
        assertThat(reasonOf(forged)).contains("the learner has no attempt " + attempt);

        owner.receipt(attempt, exams.rightAnswers(owner.exam()));
        drain(flushers.get());

        streams.assertCountedOnce(owner, attempt);
        assertThat(streams.count("course_pass where learner_id = ?", other.learner()))
                .isZero();
    }

    @Test
    void anothersAttemptBeforeTheOwnersSubmission_countsForTheOwner() {
        Scene owner = scenes.ready();
        Scene other = scenes.beside(owner);
        long attempt = owner.attempt();
        streams.claiming(owner, attempt, other.learner(), owner.exam(), streams.questions(attempt));
        owner.receipt(attempt, exams.rightAnswers(owner.exam()));

        drain(flushers.get());

        streams.assertCountedOnce(owner, attempt);
        assertThat(streams.count("course_pass where learner_id = ?", other.learner()))
                .isZero();
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void attemptThatDoesNotExist_isBuried() {
        Scene scene = scenes.ready();
        String questions = streams.questions(scene.attempt());
        String forged = streams.claiming(scene, 987_654_321, scene.learner(), scene.exam(), questions);

        drain(flushers.get());

        assertThat(reasonOf(forged)).contains("the learner has no attempt 987654321");
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void attemptAtAnotherTest_isMarkedByItsOwnPaper() {
        Scene scene = scenes.ready();
        Scene elsewhere = scenes.ready();
        long attempt = scene.attempt();
        streams.claiming(scene, attempt, scene.learner(), elsewhere.exam(), streams.questions(elsewhere.attempt()));

        drain(flushers.get());

        streams.assertCountedOnce(scene, attempt);
        assertThat(streams.waiting()).isZero();
    }

    /// As processes of a version before wrote them, and as dead letters from then hold them.
    @Test
    void entryThatDoesNotSayWhatWasAsked_isMarkedByItsAttemptsPaper() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        streams.claiming(scene, attempt, scene.learner(), scene.exam(), null);

        drain(flushers.get());

        streams.assertCountedOnce(scene, attempt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,,2", "one", "1;2"})
    void questionsThatAreNone_areMalformed(String questions) {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        String malformed = streams.claiming(scene, attempt, scene.learner(), scene.exam(), questions);

        drain(flushers.get());

        assertThat(reasonOf(malformed)).startsWith("malformed");
        assertThat(scene.state(attempt).getString("state")).isEqualTo("OPEN");
    }

    private String reasonOf(String entry) {
        return String.valueOf(sql.value("select reason from dead_letter where entry_id = ?", entry));
    }
}
