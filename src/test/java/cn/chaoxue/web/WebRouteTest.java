package cn.chaoxue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class WebRouteTest {

    private static final RestAssuredConfig RAW =
            RestAssured.config().decoderConfig(new DecoderConfig().noContentDecoders());

    @Test
    void pageAddress_answersTheAppAndForbidsInlineScript() {
        given().get("/courses/3")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .body(containsString("<div id=\"app\">"));
    }

    @Test
    void hashedAsset_comesCompressedAndIsKeptForever() {
        given().config(RAW)
                .header("Accept-Encoding", "gzip, deflate, br")
                .get(script())
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Content-Encoding", "br")
                .header("Cache-Control", containsString("immutable"))
                .header("Vary", containsString("ccept-"));
    }

    @Test
    void clientWithoutBrotli_getsWhatItCanRead() {
        Response gzip =
                given().config(RAW).header("Accept-Encoding", "gzip, br;q=0").get(script());
        assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
        Response plain =
                given().config(RAW).header("Accept-Encoding", "identity").get(script());
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.asByteArray().length).isGreaterThan(gzip.asByteArray().length);
    }

    @Test
    void knownEtag_isAnsweredWithoutBody() {
        String etag = given().get("/").header("ETag");
        given().header("If-None-Match", etag).get("/").then().statusCode(304);
    }

    @Test
    void unknownApiPathOrFile_isNeverThePage() {
        given().get("/api/v1/no-such-thing").then().statusCode(not(200)).contentType(not(containsString("html")));
        given().get("/assets/missing.js").then().statusCode(404);
        given().get("/q/health/live")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    private static String script() {
        Matcher found = Pattern.compile("\"(/assets/vue-[^\"]+\\.js)\"")
                .matcher(given().get("/").asString());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
