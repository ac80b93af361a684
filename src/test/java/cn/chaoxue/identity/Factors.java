package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;

import cn.chaoxue.fixture.Person;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A second factor as an authenticator app and its owner use it.
public final class Factors {

    private static final long STEP_MILLIS = 30_000;
    private static final long ROOM_MILLIS = 3_000;

    private Factors() {}

    /// A device that knows a secret, and which step it showed last.
    public record Device(String secret, List<String> recoveryCodes) {

        /// The code of a step relative to now; each can be shown once.
        public String code(int step) {
            if (step < 0) {
                awaitRoomInThisStep();
            }
            return Totp.code(Base32.decode(secret), Totp.step(Instant.now()) + step);
        }

        /// A code of the step before is refused once the next step begins: none is made at the end of one.
        private static void awaitRoomInThisStep() {
            long left = STEP_MILLIS - System.currentTimeMillis() % STEP_MILLIS;
            if (left < ROOM_MILLIS) {
                Awaitility.await()
                        .pollDelay(Duration.ofMillis(left + 20))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> true);
            }
        }
    }

    /// Logs in with the password alone and sets a device up, with the code of the step before; answers the
    /// confirmation.
    static Response enrolment(Person person) {
        String token = Logins.login(person.idNumber(), person.password()).path("accessToken");
        String secret =
                post(token, "/api/v1/me/second-factor/enrolment", Map.of()).path("secret");
        return confirmation(token, new Device(secret, List.of()));
    }

    /// The same; answers the device.
    public static Device enrolled(Person person) {
        String token = Logins.login(person.idNumber(), person.password()).path("accessToken");
        String secret =
                post(token, "/api/v1/me/second-factor/enrolment", Map.of()).path("secret");
        Response confirmed = confirmation(token, new Device(secret, List.of()));
        return new Device(secret, confirmed.path("recoveryCodes"));
    }

    /// With the code of the step before; with a newer one where that step ended on a slow way.
    static Response confirmation(String token, Device device) {
        Response answer = confirmed(token, device);
        return answer.statusCode() == 200 ? answer : confirmed(token, device);
    }

    private static Response confirmed(String token, Device device) {
        return post(token, "/api/v1/me/second-factor/confirmation", Map.of("code", device.code(-1)));
    }

    /// The token of a login that owes the second step.
    static String halfWay(Person person) {
        return Logins.login(person.idNumber(), person.password()).path("accessToken");
    }

    public static Response present(String token, String code) {
        return post(token, "/api/v1/auth/second-factor", Map.of("code", code));
    }

    static Response post(String token, String path, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    static Response get(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }
}
