package cn.chaoxue.exam;

import static cn.chaoxue.exam.ExamStreams.done;
import static cn.chaoxue.exam.ExamStreams.drain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A submission no retry can save costs the others nothing, is kept whole, and is graded once its cause is gone.
@QuarkusTest
@TestProfile(StepByStep.class)
class PoisonedSubmissionTest {

    private static final String REFUSE = """
            create function refuse_for_a_test() returns trigger language plpgsql as $$ begin
                if new.id = %d and new.state = 'GRADED' then
                    raise exception 'refused for a test' using errcode = '54001';
                end if;
                return new;
            end $$""";

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

    @Inject
    MeterRegistry registry;

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
        streams.ask(unmarkable, lost, 424242);
        unmarkable.receipt(lost, exams.rightAnswers(scene.exam()));
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

    /// Cut off between the commit and the acknowledgement, the next round buries what is buried already.
    @Test
    void poisonThatComesAgain_countsAsBuriedOnce() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        streams.ask(scene, attempt, 424242);
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        double before = buried();
        SubmissionFlusher worker = flushers.get();
        done(worker.claim().chain(worker::apply));
        worker.interrupted();

        drain(worker);

        assertThat(lettersOf(attempt)).isOne();
        assertThat(buried()).isEqualTo(before + 1);
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void deadLetter_isGradedWhenItsCauseIsGone() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        streams.ask(scene, attempt, 424242);
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
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

    /// The process that drew the paper knew the new bank, the one that grades remembers the old.
    @Test
    void questionIsNewToTheWorker_bankIsReadAnew() {
        Scene scene = scenes.ready();
        long attempt = scene.attempt();
        long added = sql.number(
                "insert into question (exam_id, ordinal, kind, stem, options, correct) select exam_id, 4, kind, stem,"
                        + " options, correct from question where exam_id = ? and ordinal = 1 returning id",
                scene.exam());
        streams.ask(scene, attempt, added);
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        drain(flushers.get());
        assertThat(scene.state(attempt).getString("state")).isEqualTo("GRADED");
    }

    /// Its answer was lost, and two records of the learner became one meanwhile.
    @Test
    void gradedUnderAnotherRecord_isNothingNew() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        done(worker.claim().chain(worker::apply));
        Scene other = scenes.beside(scene);
        sql.run("update attempt set learner_id = ?, number = 9 where id = ?", other.learner(), attempt);
        worker.interrupted();
        drain(worker);
        assertThat(streams.count("dead_letter where payload ->> 'attempt' = ?", Long.toString(attempt)))
                .isZero();
        assertThat(streams.waiting()).isZero();
    }

    /// Neither what does not fit nor a server that is away: the entry, or a defect of ours?
    @Test
    void entryRefusedForADoubtfulReason_isBuriedOnceOthersPassedBesideItOften() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        AtomicInteger rounds = new AtomicInteger();
        OwnersSql.run(
                REFUSE.formatted(attempt),
                "create trigger refuse_for_a_test before update on attempt"
                        + " for each row execute function refuse_for_a_test()");
        try {
            assertThatThrownBy(() -> done(worker.flush())).hasMessageContaining("refused for a test");
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(600))
                    .until(() -> {
                        rounds.incrementAndGet();
                        streams.submitted(scenes.beside(scene));
                        assertThat(done(worker.flush()))
                                .as("nobody waits for it")
                                .isPositive();
                        return lettersOf(attempt) == 1;
                    });
            assertThat(redrive(operator())).as("refused as before").isZero();
        } finally {
            OwnersSql.run("drop trigger refuse_for_a_test on attempt", "drop function refuse_for_a_test()");
        }
        assertThat(rounds).hasValueGreaterThanOrEqualTo(5);
        assertThat(streams.waiting()).isZero();
        assertThat(streams.passed(scene)).isEqualTo(rounds.get());
        assertThat(redrive(operator())).isOne();
        assertThat(streams.passed(scene)).isEqualTo(rounds.get() + 1L);
    }

    private double buried() {
        return registry.get("chaoxue.dead.letters.buried")
                .tag("source", UnmarkedSubmissions.SOURCE)
                .counter()
                .count();
    }

    private long lettersOf(long attempt) {
        return sql.number("select count(*) from dead_letter where payload ->> 'attempt' = ?", "" + attempt);
    }

    private String operator() {
        return people.tokenOf(people.active(units.centre(), Role.OPERATOR));
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
