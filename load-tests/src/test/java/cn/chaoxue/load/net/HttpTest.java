package cn.chaoxue.load.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HttpTest {

    private static final String ANSWER = "HTTP/1.1 503 Busy\r\nContent-Length: 5\r\nX: y\r\n\r\nlater";

    private final Http http = new Http();
    private final Heard heard = new Heard("");

    @Test
    void answerCutAnywhere_isLeftUntouchedUntilItIsWhole() {
        for (int length = 0; length < ANSWER.length(); length++) {
            ByteBuffer part = ByteBuffer.wrap(Ascii.bytes(ANSWER.substring(0, length)));
            assertThat(http.answer(heard, 0, part)).isFalse();
            assertThat(part.remaining()).isEqualTo(length);
        }
        assertThat(heard.answers).isEmpty();
    }

    @Test
    void twoAnswersInOneRead_areTakenOneAfterTheOther() {
        String second = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        ByteBuffer both = ByteBuffer.wrap(Ascii.bytes(ANSWER + second));

        assertThat(http.answer(heard, 0, both)).isTrue();
        assertThat(http.answer(heard, 0, both)).isTrue();

        assertThat(both.hasRemaining()).isFalse();
        assertThat(heard.answers).containsExactly("503 later", "200 ");
    }
}
