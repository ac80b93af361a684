package cn.chaoxue.load.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private HttpServer server;

    /// Its head and body are two writes; the second must not wait for the first's acknowledgement.
    @BeforeAll
    static void withoutDelay() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            int number = asked.incrementAndGet();
            byte[] body = ("answer " + number).getBytes(StandardCharsets.US_ASCII);
            underWay.decrementAndGet();
            exchange.sendResponseHeaders(number % 10 == 0 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void closedLoop_everyRequestIsAnsweredOnceAndNeverMoreUnderWayThanTheWindow() throws Exception {
        Heard heard = new Heard("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        try (Generator generator = Generator.open(server.getAddress(), 7, new Http(), heard)) {
            LoadResult first = generator.run(Duration.ofMillis(200), 3);
            LoadResult second = generator.run(Duration.ofSeconds(1), 3);
            // Every tenth is a refusal; on a busy machine a second may hold fewer.
            for (int i = 0; i < 20 && second.answers() < 20; i++) {
                second = generator.run(Duration.ofSeconds(1), 3);
            }

            assertThat(first.answers()).isPositive();
            assertThat(second.refused()).isPositive().isLessThan(second.answers());
            assertThat(second.latencyMicros().getTotalCount()).isGreaterThanOrEqualTo(second.answers());
        }
        assertThat(heard.answers).hasSize(asked.get());
        assertThat(mostUnderWay.get()).isLessThanOrEqualTo(3);
    }
}
