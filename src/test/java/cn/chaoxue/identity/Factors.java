package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;

import cn.chaoxue.fixture.Person;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A second factor as an authenticator app and its owner use it.
public final class Factors {

    private Factors() {}

    /// A device that knows a secret, and which step it showed last.
    public record Device(String secret, List<String> recoveryCodes) {

        /// The code of a step relative to now; each can be shown once.
        public String code(int step) {
            return Totp.code(Base32.decode(secret), Totp.step(Instant.now()) + step);
        }
    }

    /// Logs in with the password alone and sets a device up, with the code of the step before; answers the
    /// confirmation.
    static Response enrolment(Person person) {
        String token = Logins.login(person.idNumber(), person.password()).path("accessToken");
        String secret =
                post(token, "/api/v1/me/second-factor/enrolment", Map.of()).path("secret");
        return post(
                token, "/api/v1/me/second-factor/confirmation", Map.of("code", new Device(secret, List.of()).code(-1)));
    }

    /// The same; answers the device.
    public static Device enrolled(Person person) {
        String token = Logins.login(person.idNumber(), person.password()).path("accessToken");
        String secret =
                post(token, "/api/v1/me/second-factor/enrolment", Map.of()).path("secret");
        Response confirmed = post(
                token, "/api/v1/me/second-factor/confirmation", Map.of("code", new Device(secret, List.of()).code(-1)));
        return new Device(secret, confirmed.path("recoveryCodes"));
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
