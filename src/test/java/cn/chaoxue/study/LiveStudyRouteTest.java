package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LiveStudyRouteTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final int CLOSE_FRAME = 0x88;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject
    Students students;

    @Inject
    StudyConfig config;

    @Inject
    Sql sql;

    @Test
    void frames_areAnsweredInOrder() throws InterruptedException {
        Student student = students.inCourseOf(100);
        Frames frames = new Frames();
        WebSocket socket = open(frames, request -> request.header("Authorization", "Bearer " + student.token()));

        for (int i = 0; i < 40; i++) {
            int end = Math.min(15, 5 * (i + 1));
            InTime.done(socket.sendText(Beat.json(student.courseId(), "ws", i, 0, end), true));
        }

        assertThat(frames.next().getInt("coveredSeconds")).isEqualTo(5);
        assertThat(frames.next().getInt("coveredSeconds")).isEqualTo(10);
        for (int i = 2; i < 40; i++) {
            assertThat(frames.next().getInt("coveredSeconds")).isEqualTo(15);
        }
        InTime.done(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    @Test
    void refusedFrame_isAnsweredByAProblemAndTheSocketStays() throws InterruptedException {
        Student student = students.inCourseOf(100);
        Frames frames = new Frames();
        WebSocket socket = open(frames, request -> request.subprotocols("bearer", student.token()));

        InTime.done(socket.sendText("{", true));
        assertThat(frames.next().getString("type")).endsWith("/invalid-request");
        InTime.done(socket.sendText(Beat.json(Long.MAX_VALUE, "ws", 1, 0, 5), true));
        assertThat(frames.next().getInt("status")).isEqualTo(404);
        InTime.done(socket.sendText(Beat.json(student.courseId(), "ws", 1, 0, 5), true));
        assertThat(frames.next().getInt("creditedSeconds")).isEqualTo(5);
    }

    /// Revocations are asked for every 2 s; a machine that stands still may miss the five seconds once, not three
    /// times in a row.
    @Test
    void frameAfterTheAccountWasDisabled_isRefusedWithinFiveSeconds() throws InterruptedException {
        Duration least = untilFramesAreRefused();
        for (int i = 1; i < 3 && least.compareTo(FIVE_SECONDS) >= 0; i++) {
            least = untilFramesAreRefused();
        }
        assertThat(least).isLessThan(FIVE_SECONDS);
    }

    private Duration untilFramesAreRefused() throws InterruptedException {
        Student student = students.inCourseOf(100);
        Frames frames = new Frames();
        WebSocket socket = open(frames, request -> request.subprotocols("bearer", student.token()));
        InTime.done(socket.sendText(Beat.json(student.courseId(), "ws", 1, 0, 5), true));
        assertThat(frames.next().getInt("creditedSeconds")).isEqualTo(5);
        sql.run(
                "update account set status = 'DISABLED', token_version = token_version + 1, revoked_at = now() where id = ?",
                student.learnerId());
        long since = System.nanoTime();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            InTime.done(socket.sendText(Beat.json(student.courseId(), "ws", 2, 0, 5), true));
            return Integer.valueOf(401).equals(frames.next().get("status"));
        });
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Test
    void handshakeWithoutToken_isRefused() {
        assertThatThrownBy(() -> open(new Frames(), request -> request)).isInstanceOf(CompletionException.class);
    }

    @Test
    void pageOfAnotherSite_isRefused() {
        Student student = students.inCourseOf(100);

        assertThatThrownBy(() -> open(
                        new Frames(),
                        request -> request.header("Authorization", "Bearer " + student.token())
                                .header("Origin", "https://elsewhere.example")))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void oneSocketTooMany_isRefusedWithATimeToComeBackAndPlacesAreGivenBack() {
        Student student = students.inCourseOf(100);
        UnaryOperator<WebSocket.Builder> bearer =
                request -> request.header("Authorization", "Bearer " + student.token());
        List<WebSocket> opened = new ArrayList<>();

        HttpResponse<?> refused = openUntilRefused(opened, bearer);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(opened).hasSizeLessThanOrEqualTo(config.maxSockets());
        opened.forEach(WebSocket::abort);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            open(new Frames(), bearer).abort();
            return true;
        });
    }

    /// A client whose network was cut: to the server its connection looks open for ever.
    @Test
    void socketThatAnswersNoPing_isClosed_andOneThatDoesStays() throws Exception {
        Student student = students.inCourseOf(100);
        Frames frames = new Frames();
        WebSocket living = open(frames, request -> request.subprotocols("bearer", student.token()));
        try (Socket mute = new Socket("localhost", RestAssured.port)) {
            mute.setSoTimeout(60_000);
            mute.getOutputStream().write(handshake(student, ""));
            assertThat(bytesUntil(CLOSE_FRAME, mute.getInputStream())).startsWith("HTTP/1.1 101");
        }
        InTime.done(living.sendText(Beat.json(student.courseId(), "ws", 1, 0, 5), true));
        assertThat(frames.next().getInt("creditedSeconds")).isEqualTo(5);
        living.abort();
    }

    /// Its end would never be told, and its place kept for ever.
    @Test
    void handshakeWithABody_isRefused() throws Exception {
        Student student = students.inCourseOf(100);
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(handshake(student, "Content-Length: 9000\r\n"));
            assertThat(bytesUntil('\n', client.getInputStream())).startsWith("HTTP/1.1 400");
        }
    }

    private static byte[] handshake(Student student, String more) {
        return ("GET /api/v1/study/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + student.token()
                        + "\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String bytesUntil(int wanted, InputStream in) throws IOException {
        StringBuilder before = new StringBuilder();
        for (int next = in.read(); next != wanted; next = in.read()) {
            assertThat(next).as("the end of the stream").isNotNegative();
            before.append((char) next);
        }
        return before.toString();
    }

    private HttpResponse<?> openUntilRefused(List<WebSocket> opened, UnaryOperator<WebSocket.Builder> credentials) {
        while (opened.size() <= config.maxSockets()) {
            try {
                opened.add(open(new Frames(), credentials));
            } catch (CompletionException refused) {
                return ((WebSocketHandshakeException) Objects.requireNonNull(refused.getCause())).getResponse();
            }
        }
        throw new AssertionError("nobody was refused");
    }

    private WebSocket open(Frames frames, UnaryOperator<WebSocket.Builder> credentials) {
        URI socket = URI.create(
                RestAssured.baseURI.replaceFirst("^http", "ws") + ":" + RestAssured.port + "/api/v1/study/live");
        return InTime.done(credentials.apply(HTTP.newWebSocketBuilder()).buildAsync(socket, frames));
    }

    private static final class Frames implements WebSocket.Listener {

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence frame, boolean last) {
            frames.add(frame.toString());
            return WebSocket.Listener.super.onText(socket, frame, last);
        }

        JsonPath next() throws InterruptedException {
            String frame = frames.poll(30, TimeUnit.SECONDS);
            assertThat(frame).as("an answer within 30 s").isNotNull();
            return JsonPath.from(frame);
        }
    }
}
