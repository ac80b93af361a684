package cn.chaoxue.load.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {

    private final WebSocket socket = new WebSocket("/", _ -> "");

    /// A server closes the connection over a length in a longer form than it needs (RFC 6455, 5.2).
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 97, 125, 126, 127, 400, 5000})
    void request_isAMaskedTextFrameOfTheShortestLengthForm(int length) {
        String message = "heartbeat".repeat(600).substring(0, length);
        ByteBuffer out = ByteBuffer.allocate(8192);

        socket.request(new Heard(message), 0, out);

        out.flip();
        assertThat(out.get()).isEqualTo((byte) 0x81);
        assertThat(out.get() & 0xff).isEqualTo(0x80 | Math.min(length, 126));
        assertThat(length < 126 ? length : out.getShort()).isEqualTo(length);
        assertThat(unmasked(out)).isEqualTo(message);
    }

    @Test
    void answers_shortLongAndPartial() {
        String large = "x".repeat(300);
        ByteBuffer in = ByteBuffer.allocate(400)
                .put((byte) 0x81)
                .put((byte) 2)
                .put(Ascii.bytes("ok"))
                .put((byte) 0x81)
                .put((byte) 126)
                .putShort((short) large.length())
                .put(Ascii.bytes(large))
                .flip();
        ByteBuffer cut = in.duplicate().limit(in.limit() - 1);
        Heard heard = new Heard("");

        assertThat(socket.answer(heard, 0, cut)).isTrue();
        assertThat(socket.answer(heard, 0, cut)).isFalse();
        cut.limit(in.limit());
        assertThat(socket.answer(heard, 0, cut)).isTrue();

        assertThat(heard.answers).containsExactly("200 ok", "200 " + large);
    }

    private static String unmasked(ByteBuffer frame) {
        byte[] mask = new byte[4];
        frame.get(mask);
        byte[] text = new byte[frame.remaining()];
        frame.get(text);
        for (int i = 0; i < text.length; i++) {
            text[i] ^= mask[i % 4];
        }
        return new String(text, StandardCharsets.US_ASCII);
    }
}
