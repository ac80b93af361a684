package cn.chaoxue.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeartbeatStreamTest {

    private final HeartbeatStream stream = new HeartbeatStream(2, new long[] {7, 8}, 40);

    @Test
    void learner_watchesFilmAfterFilmInStepsWithOverlap() throws Exception {
        assertThat(next(0)).isEqualTo("7: 0.0-15.0 at 15.0");
        assertThat(next(0)).isEqualTo("7: 0.0-30.0 at 30.0");
        assertThat(next(0)).isEqualTo("7: 0.0-40.0 at 40.0");
        assertThat(next(0)).isEqualTo("8: 0.0-15.0 at 15.0");
        assertThat(next(1)).isEqualTo("7: 0.0-15.0 at 15.0");
    }

    @Test
    void answers_areCounted() {
        stream.answered(200, ByteBuffer.wrap("{\"creditedSeconds\":15,\"complete\":false}".getBytes()));
        stream.answered(200, ByteBuffer.wrap("{\"creditedSeconds\":0}".getBytes()));
        stream.answered(503, ByteBuffer.wrap("{\"creditedSeconds\":15}".getBytes()));
        stream.answered(200, ByteBuffer.wrap("{\"type\":\"https://chaoxue.cn/problems/overloaded\"}".getBytes()));

        assertThat(stream.creditedSeconds()).isEqualTo(15);
        assertThat(stream.withoutCredit()).isEqualTo(1);
        assertThat(stream.refused()).isEqualTo(2);
    }

    private String next(int learner) throws Exception {
        ByteBuffer out = ByteBuffer.allocate(512);
        stream.next(learner, out);
        JsonNode beat = new ObjectMapper()
                .readTree(StandardCharsets.US_ASCII.decode(out.flip()).toString());
        JsonNode watched = beat.get("watched").get(0);
        return beat.get("courseId") + ": " + watched.get(0) + "-" + watched.get(1) + " at " + beat.get("position");
    }
}
