package cn.chaoxue.platform.overload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The promised order, at the endpoints themselves. The watch sleeps; the test says how much is refused.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class OverloadTest {

    @Inject
    Overload overload;

    @Inject
    InFlight inFlight;

    @Inject
    MeterRegistry meters;

    @Inject
    Students students;

    @Inject
    People people;

    @Inject
    Units units;

    private Map<Traffic, List<Supplier<Response>>> requests;

    @BeforeEach
    void requestsOfEveryClass() {
        Student student = students.inCourseOf(100);
        String liaison = people.tokenOf(people.active(units.province(), Role.LIAISON));
        String beat = "{\"courseId\":%d,\"session\":\"s\",\"seq\":1,\"position\":5,\"rate\":1,\"watched\":[[0,5]]}"
                .formatted(student.courseId());
        requests = new EnumMap<>(Map.of(
                Traffic.HEARTBEATS,
                List.of(() -> by(student.token()).body(beat).post("/api/v1/study/heartbeats")),
                Traffic.BOARDS,
                List.of(
                        () -> by(liaison).get("/api/v1/campaigns/1/live"),
                        () -> by(liaison).get("/api/v1/campaigns/1/tally"),
                        () -> by(liaison).get("/api/v1/campaigns/1/learners")),
                Traffic.BROWSING,
                List.of(
                        () -> by(student.token()).get("/api/v1/me/courses"),
                        () -> by(student.token()).get("/api/v1/study/courses/" + student.courseId())),
                Traffic.LOGIN,
                List.of(() -> json().body("{\"username\":\"nobody\",\"password\":\"x\"}")
                        .post("/api/v1/auth/login")),
                Traffic.EXAM_START,
                List.of(
                        () -> by(student.token()).post("/api/v1/exams/1/attempts"),
                        () -> by(student.token())
                                .body("{\"seq\":1,\"answers\":{}}")
                                .put("/api/v1/attempts/1/answers")),
                Traffic.EXAM_SUBMISSION,
                List.of(() -> by(student.token())
                        .header("Idempotency-Key", "k")
                        .body("{\"answers\":{}}")
                        .post("/api/v1/attempts/1/submission"))));
    }

    @AfterEach
    void calm() {
        overload.refuse(0, 0);
    }

    @Test
    void eachStepOfPressure_refusesOneClassMoreInTheDocumentedOrder() {
        for (int refused = 0; refused <= Traffic.values().length; refused++) {
            overload.refuse(refused, 2);
            for (Traffic traffic : Traffic.values()) {
                for (Response answer : send(traffic)) {
                    boolean shed = answer.statusCode() == 503;
                    assertThat(shed).as("%s at step %d", traffic, refused).isEqualTo(traffic.ordinal() < refused);
                }
            }
        }
    }

    @Test
    void refusal_isAProblemThatSaysWhenToComeBackAndNotEverybodyAtOnce() {
        overload.refuse(Traffic.values().length, 2);

        for (Traffic traffic : Traffic.values()) {
            assertThat(send(traffic)).allSatisfy(answer -> {
                assertThat(answer.contentType()).startsWith("application/problem+json");
                assertThat(answer.jsonPath().getString("type")).isEqualTo("https://chaoxue.cn/problems/overloaded");
                assertThat(retryAfter(answer)).isPositive();
            });
        }
        List<Integer> waits = IntStream.range(0, 30)
                .mapToObj(_ -> retryAfter(send(Traffic.HEARTBEATS).getFirst()))
                .toList();
        assertThat(waits).allSatisfy(seconds -> assertThat(seconds).isBetween(15, 31));
        assertThat(Set.copyOf(waits)).hasSizeGreaterThan(5);
    }

    @Test
    void refusals_areCountedByClass() {
        overload.refuse(2, 2);
        double before = shed("boards");

        send(Traffic.BOARDS);
        send(Traffic.BROWSING);

        assertThat(shed("boards") - before).isEqualTo(3);
    }

    @Test
    void healthAndMetrics_areNeverRefused() {
        overload.refuse(Traffic.values().length, 2);

        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").asString())
                .contains("chaoxue_overload_refused_classes 6.0")
                .contains("chaoxue_overload_shed_total{traffic=\"heartbeats\"}")
                .contains("chaoxue_overload_pressure{cause=\"event-loop\"}");
    }

    @Test
    void requestsAnsweredInWhateverWay_areNoLongerInFlight() {
        for (Traffic traffic : Traffic.values()) {
            send(traffic);
        }

        await().untilAsserted(() -> assertThat(inFlight.requests()).isZero());
    }

    private List<Response> send(Traffic traffic) {
        return requests.getOrDefault(traffic, List.of()).stream()
                .map(Supplier::get)
                .toList();
    }

    private double shed(String traffic) {
        return meters.counter("chaoxue.overload.shed", "traffic", traffic).count();
    }

    private static int retryAfter(Response answer) {
        return Integer.parseInt(answer.header("Retry-After"));
    }

    private static RequestSpecification by(String token) {
        return json().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }
}
