package cn.chaoxue.liaison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Directory;
import cn.chaoxue.fixture.ErrorLines;
import cn.chaoxue.fixture.Unanswered;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A file whose reader is slow, on the wire.
@QuarkusTest
class CutExportTest extends AdministeredProvince {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ENTRIES = 5000;
    /// Far more in all than what the kernel keeps for a connection.
    private static final int REMARKS = 8000;
    private static final String ENDING = "\r\n0\r\n\r\n";

    @Inject
    Directory directory;

    @Inject
    Unanswered unanswered;

    private int before;
    private ErrorLines errors;

    @BeforeEach
    void fillDirectory() {
        directory.fill(city, ENTRIES);
        sql.run("update liaison set remarks = repeat('x', ?) where unit_id = ?", REMARKS, city.id());
        before = unanswered.atShutdown();
        errors = ErrorLines.begin();
    }

    @AfterEach
    void nothingRemains() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(unanswered.atShutdown())
                        .as("requests a stop would wait for")
                        .isEqualTo(before));
        assertThat(errors.end()).isEmpty();
        assertThat(entries("liaison.export")).isOne();
        assertThat(entries("liaison.exported")).isZero();
    }

    @Test
    void exportOfWhoIsDisabledMeanwhile_endsInTheMiddleAndIsNotWrittenDownAsSent() throws Exception {
        try (Socket reader = asked()) {
            InputStream in = begun(reader);
            disable();
            TimeUnit.SECONDS.sleep(5);
            String rest = text(allOf(in));
            assertThat(rest).doesNotEndWith(ENDING);
            assertThat(rest.lines().count()).isLessThan(ENTRIES);
        }
    }

    @Test
    void exportOfWhoIsDisabledAndTakesNothing_leavesNothingBehind() throws Exception {
        try (Socket reader = asked()) {
            begun(reader);
            disable();
            await().atMost(SOON).until(() -> unanswered.atShutdown() == before);
        }
    }

    @Test
    void exportWhoseReaderGoes_leavesNothingBehind() throws Exception {
        try (Socket reader = asked()) {
            begun(reader);
        }
    }

    @Test
    void exportWhoseReaderTakesNothingAndGoes_leavesNothingBehind() throws Exception {
        try (Socket reader = asked()) {
            begun(reader);
            TimeUnit.SECONDS.sleep(2);
            reader.setSoLinger(true, 0);
        }
    }

    private static InputStream begun(Socket reader) throws IOException {
        InputStream in = reader.getInputStream();
        assertThat(text(in.readNBytes(200_000))).startsWith("HTTP/1.1 200").contains("chunked", "导出人");
        return in;
    }

    private void disable() {
        sql.run(
                "update account set status = 'DISABLED', token_version = token_version + 1, revoked_at = now()"
                        + " where id = ?",
                administrator.id());
    }

    private Socket asked() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        String body = "{\"format\":\"CSV\"}";
        String request =
                "POST /api/v1/liaisons/exports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + admin + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// Up to the end, or to where the connection breaks.
    private static byte[] allOf(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[65_536];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                all.write(some, 0, read);
            }
        } catch (SocketException _) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long entries(String action) {
        return sql.number(
                "select count(*) from audit_entry where actor_id = ? and action = ?", administrator.id(), action);
    }
}
