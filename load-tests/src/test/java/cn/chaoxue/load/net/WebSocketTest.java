package cn.chaoxue.load.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebSocketTest {

    private final WebSocket socket = new WebSocket("/", _ -> "");

    @Test
    void request_isAMaskedTextFrameThatUnmasksToTheMessage() {
        for (int length = 0; length < 9; length++) {
            String message = "heartbeat".substring(0, length);
            ByteBuffer out = ByteBuffer.allocate(64);

            socket.request(new Heard(message), 0, out);

            out.flip();
            assertThat(out.get()).isEqualTo((byte) 0x81);
            assertThat(out.get()).isEqualTo((byte) (0x80 | 126));
            assertThat(out.getShort()).isEqualTo((short) length);
            assertThat(unmasked(out)).isEqualTo(message);
        }
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
