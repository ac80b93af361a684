package cn.chaoxue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a process that was told to end does with connections that would never end by themselves.
@QuarkusTest
@TestProfile(EndingProcessTest.Own.class)
class EndingProcessTest {

    private static final int OPENING = 20;

    @Inject
    Event<ShutdownDelayInitiatedEvent> told;

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    Students students;

    UnitRef centre;
    long campaign;
    String admin;

    /// A process of its own: it never stays after this.
    public static final class Own implements QuarkusTestProfile {}

    @BeforeEach
    void openCampaign() {
        centre = units.centre();
        campaign = campaigns.open(centre);
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
    }

    @Test
    @Timeout(180)
    void toldToEnd_endsStreamsAndSocketsAndOpensNone() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest watch = HttpRequest.newBuilder(URI.create(base("http") + board()))
                    .header("Authorization", "Bearer " + admin)
                    .build();
            Stream<String> lines = client.send(watch, BodyHandlers.ofLines()).body();
            Iterator<String> board = lines.iterator();
            assertThat(board.next()).startsWith("retry:");
            CompletableFuture<Integer> open = new CompletableFuture<>();
            WebSocket socket = InTime.done(socket(client, open));
            List<CompletableFuture<Integer>> opening =
                    Stream.generate(() -> endOf(client)).limit(OPENING).toList();

            told.fire(new ShutdownDelayInitiatedEvent());

            assertThat(open.get(30, TimeUnit.SECONDS)).isEqualTo(1001);
            for (CompletableFuture<Integer> end : opening) {
                assertThat(end.get(30, TimeUnit.SECONDS))
                        .as("closed or refused")
                        .isIn(1001, 503);
            }
            board.forEachRemaining(line -> assertThat(line).isNotNull());
            assertRefused(given().auth().oauth2(admin).get(board()));
            assertRefused(given().auth()
                    .oauth2(learner())
                    .header("Connection", "Upgrade")
                    .header("Upgrade", "websocket")
                    .get("/api/v1/study/live"));
            given().get("/api/v1/ping").then().statusCode(200);
            assertThat(socket.isOutputClosed()).isTrue();
        }
    }

    /// With which close code, or answer to its handshake, a socket ends that is being opened now.
    private CompletableFuture<Integer> endOf(HttpClient client) {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        socket(client, end).whenComplete((_, refusal) -> {
            if (refusal != null && refusal.getCause() instanceof WebSocketHandshakeException refused) {
                end.complete(refused.getResponse().statusCode());
            } else if (refusal != null) {
                end.completeExceptionally(refusal);
            }
        });
        return end;
    }

    private CompletableFuture<WebSocket> socket(HttpClient client, CompletableFuture<Integer> closed) {
        return client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + learner())
                .buildAsync(URI.create(base("ws") + "/api/v1/study/live"), new Closing(closed));
    }

    private static void assertRefused(io.restassured.response.Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("type", endsWith("/overloaded"));
    }

    private String learner() {
        return students.inCourseOf(100).token();
    }

    private String board() {
        return "/api/v1/campaigns/" + campaign + "/live?unit=" + centre.id();
    }

    private static String base(String scheme) {
        return scheme + "://127.0.0.1:" + RestAssured.port;
    }

    private record Closing(CompletableFuture<Integer> code) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            code.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }
    }
}
