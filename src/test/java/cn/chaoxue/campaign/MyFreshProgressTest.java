package cn.chaoxue.campaign;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MyFreshProgressTest {

    @Inject
    Students students;

    @Inject
    Sql sql;

    @Test
    void acknowledgedHeartbeat_isSeenAtOnce() {
        Student student = students.inCourseOf(100);
        watch(student);

        myCourses(student).body("items.progress", contains(0.15f)).body("items.coveredSeconds", contains(15));
    }

    @Test
    void redisGone_storedProgressStands() {
        Student student = students.inCourseOf(100);
        sql.run("""
                insert into course_progress (learner_id, course_id, covered, covered_segments, version)
                values (?, ?, '11111111110000000000', 10, 1)
                """, student.learnerId(), student.courseId());

        EmbeddedServers.study().freeze();
        try {
            myCourses(student).statusCode(200).body("items.progress", contains(0.5f));
        } finally {
            EmbeddedServers.study().thaw();
        }
    }

    private static void watch(Student student) {
        given().auth()
                .oauth2(student.token())
                .contentType(ContentType.JSON)
                .body("""
                        {"courseId":%d,"session":"s","seq":1,"position":15,"rate":1.0,"watched":[[0,15]]}
                        """.formatted(student.courseId()))
                .post("/api/v1/study/heartbeats")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse myCourses(Student student) {
        return given().auth()
                .oauth2(student.token())
                .get("/api/v1/me/courses")
                .then()
                .statusCode(200);
    }
}
