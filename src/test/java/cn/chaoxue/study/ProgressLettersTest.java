package cn.chaoxue.study;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Progress PostgreSQL refused waits as a dead letter; once the cause is mended an operator brings it back, once.
@QuarkusTest
@TestProfile(StepByStep.class)
class ProgressLettersTest {

    @Inject
    Students students;

    @Inject
    People people;

    @Inject
    Units units;

    @Inject
    Sql sql;

    @Inject
    ProgressFlusher flusher;

    @Inject
    StudyRedis redis;

    @Inject
    MeterRegistry registry;

    private Student student;
    private String operator;
    private String course;
    private long letter;

    @BeforeEach
    void learnerHasWatchedTenSecondsOfACourseThatIsGone() {
        flushEverything();
        operator = people.tokenOf(people.active(units.centre(), Role.OPERATOR));
        student = students.inCourseOf(100);
        Beat.send(student, 0, 10).then().statusCode(200);
        course = sql.value("select to_jsonb(c)::text from course c where id = ?", student.courseId())
                .toString();
        sql.run("delete from campaign_course where course_id = ?", student.courseId());
        sql.run("delete from course where id = ?", student.courseId());
        flushEverything();
        letter = sql.number(
                "select id from dead_letter where source = 'study-progress' and entry_id like ?",
                student.learnerId() + ":%");
    }

    @Test
    void waitingLetter_isShownWithoutItsCoverage() {
        JsonPath shown = given().auth()
                .oauth2(operator)
                .get("/api/v1/dead-letters?source=study-progress&after=" + (letter - 1))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(shown.getString("items[0].about.learnerId")).isEqualTo("" + student.learnerId());
        assertThat(shown.getString("items[0].about.courseId")).isEqualTo("" + student.courseId());
        assertThat(shown.getString("items[0].reason")).contains("course");
        assertThat(shown.getString("items[0]")).doesNotContain("coveredHex");
    }

    @Test
    void causeStillThere_letterStaysWithItsReason() {
        JsonPath answer = redrive();
        assertThat(answer.getInt("redriven")).isZero();
        assertThat(answer.getInt("stayed")).isOne();
        assertThat(reason()).startsWith("refused by the database");
        assertThat(waiting()).isTrue();
    }

    @Test
    void causeMended_progressAndStartAreCountedOnce() {
        mend();

        assertThat(redrive().getInt("redriven")).isOne();
        assertThat(redrive().getInt("redriven")).isZero();

        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(sql.number("select count(*) from enrolment where learner_id = ? and started_at is not null", id()))
                .isOne();
        assertThat(sql.number(
                        "select sum(started) from unit_tally t join enrolment e using (campaign_id, unit_id)"
                                + " where e.learner_id = ?",
                        id()))
                .isOne();
        assertThat(waiting()).isFalse();
    }

    /// Both have read that it waits; the metric says how many letters were saved, not how often.
    @Test
    void twoOperatorsAtOnce_letterCountsAsSavedOnce() {
        mend();
        double before = redriven();

        sql.together(
                sql.hold("select id from dead_letter where id = ? for update", letter),
                List.of(this::redrive, this::redrive));

        assertThat(redriven()).isEqualTo(before + 1);
        assertThat(coveredSegments()).isEqualTo(2);
    }

    @Test
    void progressMadeSince_isNotTakenBack() {
        mend();
        Beat.send(student, 10, 15).then().statusCode(200);
        flushEverything();
        assertThat(coveredSegments()).isEqualTo(3);

        assertThat(redrive().getInt("redriven")).isOne();

        assertThat(coveredSegments()).isEqualTo(3);
    }

    @Test
    void stateLostFromRedis_comesBackWithTheLetter() {
        mend();
        redis.forget(id());

        redrive();

        assertThat(Beat.send(student, 0, 5).jsonPath().getInt("coveredSeconds")).isEqualTo(10);
    }

    @Test
    void malformedLetter_staysAndHoldsUpNobody() {
        mend();
        sql.run("update dead_letter set payload = payload - 'segments' where id = ?", letter);

        assertThat(redrive().getInt("stayed")).isOne();

        assertThat(reason()).isEqualTo("malformed: field segments is missing");
    }

    @Test
    void unknownSource_isAnInvalidRequest() {
        given().auth()
                .oauth2(operator)
                .post("/api/v1/dead-letters/redrive?source=nothing")
                .then()
                .statusCode(400);
    }

    @Test
    void learner_seesNoDeadLetters() {
        given().auth()
                .oauth2(student.token())
                .get("/api/v1/dead-letters")
                .then()
                .statusCode(403);
    }

    private double redriven() {
        return registry.get("chaoxue.dead.letters.redriven")
                .tag("source", ProgressLetters.SOURCE)
                .counter()
                .count();
    }

    private void mend() {
        sql.run("insert into course select * from jsonb_populate_record(null::course, ?::jsonb)", course);
        sql.run(
                "insert into campaign_course (campaign_id, course_id, required, ordinal) values (?, ?, true, 1)",
                student.campaignId(),
                student.courseId());
    }

    private JsonPath redrive() {
        return given().auth()
                .oauth2(operator)
                .post("/api/v1/dead-letters/redrive?limit=1&source=study-progress&after=" + (letter - 1))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private boolean waiting() {
        return sql.number("select count(*) from dead_letter where id = ? and redriven_at is null", letter) == 1;
    }

    private String reason() {
        return sql.value("select reason from dead_letter where id = ?", letter).toString();
    }

    private long coveredSegments() {
        return sql.number("select covered_segments from course_progress where learner_id = ?", id());
    }

    private void flushEverything() {
        redis.endLeases();
        await().atMost(20, SECONDS)
                .until(() -> flusher.flush().await().atMost(Duration.ofSeconds(30)) == 0 && redis.dirtyCourses() == 0);
    }

    private long id() {
        return student.learnerId();
    }
}
