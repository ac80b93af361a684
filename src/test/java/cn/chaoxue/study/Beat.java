package cn.chaoxue.study;

import static io.restassured.RestAssured.given;

import cn.chaoxue.fixture.Students.Student;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.concurrent.atomic.AtomicLong;

/// A heartbeat as a client sends it.
final class Beat {

    private static final AtomicLong SEQ = new AtomicLong();

    private Beat() {}

    static String json(long course, String session, long seq, double from, double to) {
        return """
                {"courseId":%d,"session":"%s","seq":%d,"position":%s,"rate":1.0,"watched":[[%s,%s]]}
                """.formatted(course, session, seq, to, from, to);
    }

    static Response send(Student student, double from, double to) {
        return send(student.token(), json(student.courseId(), "test", SEQ.incrementAndGet(), from, to));
    }

    static Response send(String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/study/heartbeats");
    }
}
