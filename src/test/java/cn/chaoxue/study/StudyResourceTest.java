package cn.chaoxue.study;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.campaign.LiveProgress;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StudyResourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Students students;

    @Inject
    Sql sql;

    @Inject
    StudyRedis redis;

    @Inject
    LiveProgress progress;

    @Test
    void courseNeverOpened_isEmptyButThere() {
        Student student = students.inCourseOf(100);

        JsonPath course = course(student).jsonPath();

        assertThat(course.getDouble("progress")).isZero();
        assertThat(course.getInt("durationSeconds")).isEqualTo(100);
        assertThat(course.getList("covered")).isEmpty();
    }

    @Test
    void coverage_isShownMergedWithTheLastPosition() {
        Student student = students.inCourseOf(17);
        Beat.send(student, 0, 5);
        Beat.send(student, 13, 17);
        Beat.send(student, 5, 10);

        JsonPath course = course(student).jsonPath();

        assertThat(course.getList("covered")).isEqualTo(List.of(List.of(0f, 10f), List.of(15f, 17f)));
        assertThat(course.getInt("coveredSeconds")).isEqualTo(12);
        assertThat(course.getDouble("progress")).isEqualTo(0.75);
        assertThat(course.getDouble("position")).isEqualTo(10);
        assertThat(course.getBoolean("complete")).isFalse();
    }

    @Test
    void progressInFlight_isVisibleAtOnce() {
        Student student = students.inCourseOf(100);
        Beat.send(student, 0, 10);

        LiveProgress.InFlight inFlight = progress.of(student.learnerId(), List.of(student.courseId(), 1L))
                .await()
                .atMost(SOON)
                .get(student.courseId());

        assertThat(inFlight).isEqualTo(new LiveProgress.InFlight(0.1, 10));
    }

    @Test
    void foreignCourse_isNotFound() {
        Student student = students.inCourseOf(100);
        Student other = students.inCourseOf(100);

        given().header("Authorization", "Bearer " + student.token())
                .get("/api/v1/study/courses/" + other.courseId())
                .then()
                .statusCode(404);
    }

    @Test
    void redisThatForgotEverything_isFilledFromPostgres() {
        Student student = watchedAndWritten();
        redis.forgetEverything();

        assertThat(course(student).jsonPath().getInt("coveredSeconds")).isEqualTo(15);
        Response next = Beat.send(student, 0, 15);

        assertThat(next.jsonPath().getInt("coveredSeconds")).isEqualTo(15);
        assertThat(next.jsonPath().getInt("creditedSeconds")).as("counted once").isZero();
    }

    @Test
    void redisKilled_losesNothingThatWasWrittenAndHealsByOverlap() {
        Student student = watchedAndWritten();

        EmbeddedServers.study().kill();
        EmbeddedServers.study().start();

        await().atMost(SOON).until(() -> Beat.send(student, 0, 15).statusCode() == 200);
        assertThat(course(student).jsonPath().getInt("coveredSeconds")).isEqualTo(15);
    }

    @Test
    void frozenRedis_isAnsweredByOverloadedInTime() {
        Student student = students.inCourseOf(100);
        Beat.send(student, 0, 5).then().statusCode(200);
        EmbeddedServers.study().freeze();
        try {
            for (int i = 0; i < 3; i++) {
                Response answer = Beat.send(student, 0, 10);

                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.time()).isLessThan(10_000);
                assertThat(answer.header("Retry-After")).isNotNull();
                assertThat(answer.contentType()).contains("application/problem+json");
            }
        } finally {
            EmbeddedServers.study().thaw();
        }
        await().atMost(SOON).until(() -> Beat.send(student, 0, 10).statusCode() == 200);
    }

    private Student watchedAndWritten() {
        Student student = students.inCourseOf(100);
        Beat.send(student, 0, 15).then().statusCode(200);
        await().atMost(SOON)
                .until(() -> sql.number(
                                "select coalesce(max(covered_segments), 0) from course_progress where learner_id = ?",
                                student.learnerId())
                        == 3);
        return student;
    }

    private static Response course(Student student) {
        return given().header("Authorization", "Bearer " + student.token())
                .get("/api/v1/study/courses/" + student.courseId());
    }
}
