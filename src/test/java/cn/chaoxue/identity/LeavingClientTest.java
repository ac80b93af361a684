package cn.chaoxue.identity;

import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What an account depends on is not left half done by a client that hangs up.
@QuarkusTest
class LeavingClientTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void passwordChange_isCarriedOutToItsEnd() throws IOException {
        Person learner = people.learner(units.province());
        String body = "{\"currentPassword\": \"%s\", \"newPassword\": \"a-quiet-river\"}".formatted(learner.password());
        String request = """
                PUT /api/v1/auth/password HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(people.tokenOf(learner), body.length(), body);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
        String changes = "select count(*) from audit_entry where action = 'account.password' and subject_id = ?";
        await().atMost(Duration.ofSeconds(20)).until(() -> sql.number(changes, learner.id()) == 1);
        Logins.login(learner.idNumber(), "a-quiet-river").then().statusCode(200);
    }
}
