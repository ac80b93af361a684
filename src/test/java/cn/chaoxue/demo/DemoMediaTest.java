package cn.chaoxue.demo;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SmallDemo.class)
class DemoMediaTest {

    private static final String CLIP = "/media/platform-basics.mp4";
    private static final int MOST_BYTES = 700_000;

    @Test
    void clip_startsFastAndIsSmall() {
        byte[] clip = when().get(CLIP)
                .then()
                .statusCode(200)
                .contentType("video/mp4")
                .extract()
                .asByteArray();

        String text = new String(clip, StandardCharsets.ISO_8859_1);
        assertThat(clip.length).isLessThan(MOST_BYTES);
        assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    }

    @Test
    void clip_canBeSoughtByRange() {
        byte[] part = given().header("Range", "bytes=1000-1999")
                .get(CLIP)
                .then()
                .statusCode(206)
                .header("Content-Range", startsWith("bytes 1000-1999/"))
                .extract()
                .asByteArray();

        assertThat(part).hasSize(1000);
    }
}
