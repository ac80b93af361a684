package cn.chaoxue.study;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HeartbeatRouteTest {

    @Inject
    Students students;

    @Test
    void newLearner_isCreditedWithinTolerance() {
        Student student = students.inCourseOf(100);

        Response answer = Beat.send(student, 0, 15);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("creditedSeconds")).isEqualTo(15);
        assertThat(answer.jsonPath().getInt("refusedSeconds")).isZero();
        assertThat(answer.jsonPath().getInt("coveredSeconds")).isEqualTo(15);
        assertThat(answer.jsonPath().getDouble("progress")).isEqualTo(0.15);
        assertThat(answer.jsonPath().getBoolean("complete")).isFalse();
        assertThat(answer.jsonPath().getInt("nextInSeconds")).isBetween(13, 17);
    }

    @Test
    void repeatedHeartbeat_creditsNothingTwice() {
        Student student = students.inCourseOf(100);
        String beat = Beat.json(student.courseId(), "s", 1, 0, 15);
        Beat.send(student.token(), beat);

        Response again = Beat.send(student.token(), beat);

        assertThat(again.jsonPath().getInt("creditedSeconds")).isZero();
        assertThat(again.jsonPath().getInt("coveredSeconds")).isEqualTo(15);
    }

    @Test
    void watchedFasterThanTheClock_isRefusedBeyondTheBudgetAndReported() {
        Student student = students.inCourseOf(600);

        Response answer = Beat.send(student, 0, 600);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("creditedSeconds")).isBetween(20, 25);
        assertThat(answer.jsonPath().getInt("creditedSeconds")
                        + answer.jsonPath().getInt("refusedSeconds"))
                .isEqualTo(600);
    }

    @Test
    void shortCourse_completesWithItsShortLastSegment() {
        Student student = students.inCourseOf(17);

        Response answer = Beat.send(student, 0, 17);

        assertThat(answer.jsonPath().getDouble("progress")).isEqualTo(1.0);
        assertThat(answer.jsonPath().getInt("coveredSeconds")).isEqualTo(17);
        assertThat(answer.jsonPath().getBoolean("complete")).isTrue();
    }

    @Test
    void endOfFilmRoundedUp_isClipped() {
        Student student = students.inCourseOf(17);

        Response answer = Beat.send(student, 0, 18.4);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getBoolean("complete")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "courseId | {'session':'s','seq':1,'position':0,'rate':1,'watched':[]}",
                "session  | {'courseId':1,'session':'','seq':1,'position':0,'rate':1,'watched':[]}",
                "seq      | {'courseId':1,'session':'s','seq':-1,'position':0,'rate':1,'watched':[]}",
                "position | {'courseId':1,'session':'s','seq':1,'position':'NaN','rate':1,'watched':[]}",
                "rate     | {'courseId':1,'session':'s','seq':1,'position':0,'rate':4.1,'watched':[]}",
                "watched  | {'courseId':1,'session':'s','seq':1,'position':0,'rate':1}",
                "watched[0] | {'courseId':1,'session':'s','seq':1,'position':0,'rate':1,'watched':[[5,4]]}",
                "watched[1] | {'courseId':1,'session':'s','seq':1,'position':0,'rate':1,'watched':[[0,1],[1e999,2]]}",
                "watched[0] | {'courseId':1,'session':'s','seq':1,'position':0,'rate':1,'watched':[null]}",
                "watched[0] | {'courseId':1,'session':'s','seq':1,'position':0,'rate':1,'watched':[[1]]}",
                "rate     | {'courseId':1,'session':'s','seq':1,'position':0,'rate':{},'watched':[]}",
            })
    void fieldThatDoesNotFit_isNamed(String field, String body) {
        Student student = students.inCourseOf(100);

        Beat.send(student.token(), body.replace('\'', '"'))
                .then()
                .statusCode(400)
                .contentType(containsString("application/problem+json"))
                .body("type", equalTo("https://chaoxue.cn/problems/invalid-request"))
                .body("errors.field", hasItem(field));
    }

    @Test
    void intervalBeyondTheCourse_isRefused() {
        Student student = students.inCourseOf(100);

        Beat.send(student, 100, 106).then().statusCode(400).body("errors.field", hasItem("watched[0]"));
    }

    @Test
    void malformedJson_isRefused() {
        Student student = students.inCourseOf(100);

        Beat.send(student.token(), "{\"courseId\":").then().statusCode(400).body("errors.field", hasItem("body"));
        Beat.send(student.token(), "null").then().statusCode(400);
    }

    @Test
    void foreignAndUnknownCourse_areNotFound() {
        Student student = students.inCourseOf(100);
        Student other = students.inCourseOf(100);

        Beat.send(student.token(), Beat.json(other.courseId(), "s", 1, 0, 5))
                .then()
                .statusCode(404)
                .body("type", equalTo("https://chaoxue.cn/problems/not-found"));
        Beat.send(student.token(), Beat.json(Long.MAX_VALUE, "s", 1, 0, 5))
                .then()
                .statusCode(404);
    }

    @Test
    void withoutToken_isUnauthenticated() {
        Beat.send("forged", "{}").then().statusCode(401).body("title", equalTo("Authentication required"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/study/heartbeats")
                .then()
                .statusCode(401);
    }

    @Test
    void oversizedBody_isRefusedAndTheConnectionStaysUsable() {
        Student student = students.inCourseOf(100);

        Beat.send(student.token(), "[" + "0,".repeat(20_000) + "0]").then().statusCode(413);
        assertThat(Beat.send(student, 0, 5).statusCode()).isEqualTo(200);
    }

    @Test
    void otherContentType_isRefused() {
        Student student = students.inCourseOf(100);

        given().header("Authorization", "Bearer " + student.token())
                .contentType(ContentType.TEXT)
                .body("{}")
                .post("/api/v1/study/heartbeats")
                .then()
                .statusCode(415);
    }

    @Test
    void rawRoutes_areInTheApiDocument() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/study/heartbeats'.post.responses.keySet()", hasItem("503"))
                .body(
                        "paths.'/api/v1/study/heartbeats'.post.requestBody.content.'application/json'.example.seq",
                        equalTo(42))
                .body("paths.'/api/v1/study/live'.get.operationId", equalTo("openStudySocket"));
    }
}
