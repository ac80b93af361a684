package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The judge is the general reader: whatever the scanner reads, that one reads the same.
class HeartbeatScannerTest {

    private static final String PLAIN = """
            {"courseId":3,"session":"k3f9","seq":42,"position":371.2,"rate":1.0,"watched":[[311.0,371.2],[0,7.25]]}""";
    private static final ObjectMapper GENERAL =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void plainHeartbeat_isReadAsTheGeneralReaderReadsIt() throws Exception {
        assertSameAsGeneral(PLAIN);
        assertThat(scan(PLAIN)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"watched\" : [ [ 0 , 5 ] ] ,\n\t\"courseId\" : 3 }\r\n",
                "{\"position\":0.1,\"rate\":0.3000000000001,\"seq\":999999999999999}",
                "{\"position\":0.0,\"session\":\"\"}",
                "{\"position\":1,\"position\":2}"
            })
    void otherPlainForms_areReadToo(String message) throws Exception {
        assertThat(scan(message)).isNotNull();
        assertSameAsGeneral(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "{\"courseId\"",
                "{\"courseId\":3",
                "{\"courseId\":3}}",
                "{\"courseId\":3,}",
                "{\"courseId\":03}",
                "{\"courseId\":-3}",
                "{\"courseId\":3.5}",
                "{\"courseId\":\"3\"}",
                "{\"courseId\":null}",
                "{\"courseId\":1234567890123456}",
                "{\"position\":1e3}",
                "{\"position\":1.}",
                "{\"position\":.5}",
                "{\"position\":0.1234567890123456}",
                "{\"session\":\"a\\u0041\"}",
                "{\"session\":\"学\"}",
                "{\"other\":1}",
                "{\"watched\":[]}",
                "{\"watched\":[[1]]}",
                "{\"watched\":[[1,2,3]]}",
                "{\"watched\":[null]}",
                "{'seq':1}"
            })
    void anythingElse_isLeftToTheGeneralReader(String message) {
        assertThat(scan(message)).isNull();
    }

    @Test
    void damagedHeartbeats_areNeverReadDifferently() throws Exception {
        Random random = new Random(1);
        String signs = "{}[]\",:.0123456789eE+- \\x";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder message = new StringBuilder(PLAIN);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(message.length());
                switch (random.nextInt(3)) {
                    case 0 -> message.deleteCharAt(at);
                    case 1 -> message.insert(at, signs.charAt(random.nextInt(signs.length())));
                    default -> message.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                }
            }
            assertSameAsGeneral(message.toString());
        }
    }

    private static void assertSameAsGeneral(String message) throws Exception {
        HeartbeatRequest scanned = scan(message);
        if (scanned == null) {
            return;
        }
        HeartbeatRequest general = GENERAL.readValue(message, HeartbeatRequest.class);
        assertThat(Arrays.deepToString(scanned.watched()))
                .as(message)
                .isEqualTo(Arrays.deepToString(general.watched()));
        assertThat(withoutWatched(scanned)).as(message).isEqualTo(withoutWatched(general));
    }

    private static HeartbeatRequest withoutWatched(HeartbeatRequest request) {
        return new HeartbeatRequest(
                request.courseId(), request.session(), request.seq(), request.position(), request.rate(), null);
    }

    private static @Nullable HeartbeatRequest scan(String message) {
        return new HeartbeatScanner(message.getBytes(StandardCharsets.UTF_8)).scan();
    }
}
