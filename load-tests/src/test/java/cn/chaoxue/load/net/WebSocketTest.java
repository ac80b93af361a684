package cn.chaoxue.load.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {

    /// A server closes the connection over a length in a longer form than it needs (RFC 6455, 5.2).
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 97, 125, 126, 127, 400, 5000})
    void frame_hasTheShortestLengthForm_andItsTextMasked(int length) {
        String text = "heartbeat".repeat(600).substring(0, length);
        ByteBuffer out = ByteBuffer.allocate(8192);
        out.put((byte) 7);
        new WebSocket("/", _ -> "token").request(new Saying(text), 0, out);
        out.flip().get();
        assertThat(out.get()).isEqualTo((byte) 0x81);
        int form = out.get() & 0xff;
        assertThat(form).isEqualTo(0x80 | Math.min(length, 126));
        assertThat(length < 126 ? length : out.getShort()).isEqualTo(length);
        byte[] mask = new byte[4];
        out.get(mask);
        byte[] masked = new byte[out.remaining()];
        out.get(masked);
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % 4];
        }
        assertThat(new String(masked, StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    private record Saying(String text) implements Traffic {

        @Override
        public void next(int connection, ByteBuffer out) {
            out.put(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void answered(int connection, int status, ByteBuffer body) {}

        @Override
        public long refused() {
            return 0;
        }
    }
}
