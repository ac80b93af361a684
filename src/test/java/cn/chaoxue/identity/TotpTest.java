package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    /// The vectors of RFC 6238, appendix B, by their last six digits.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void standardsVectors_areMet(long seconds, String code) {
        Instant at = Instant.ofEpochSecond(seconds);
        assertThat(Totp.code(SECRET, Totp.step(at))).isEqualTo(code);
        assertThat(Totp.match(SECRET, code, at, 0)).hasValue(Totp.step(at));
    }

    @Test
    void oneStepEitherWay_isTakenAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        long step = Totp.step(now);
        for (long off : new long[] {-1, 0, 1}) {
            assertThat(Totp.match(SECRET, Totp.code(SECRET, step + off), now, 0))
                    .hasValue(step + off);
        }
        for (long off : new long[] {-2, 2}) {
            assertThat(Totp.match(SECRET, Totp.code(SECRET, step + off), now, 0))
                    .isEmpty();
        }
    }

    @Test
    void stepTakenBefore_isRefused() {
        Instant now = Instant.ofEpochSecond(1_700_000_000);
        long step = Totp.step(now);
        assertThat(Totp.match(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 1), now, step)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 1), now, step)).hasValue(step + 1);
    }

    @Property
    void base32_comesBackAsItWas(@ForAll byte[] bytes) {
        assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
    }

    @Test
    void qrCode_readsAsItsAddress() throws ReaderException {
        FactorOfferView offer = FactorOfferView.of(4711, Base32.encode(SECRET));
        assertThat(offer.uri()).contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(new QRCodeReader().decode(picture(offer.qr())).getText()).isEqualTo(offer.uri());
    }

    /// The path painted, eight pixels a module.
    private static BinaryBitmap picture(QrCode qr) {
        int scale = 8;
        int edge = qr.size() * scale;
        int[] pixels = new int[edge * edge];
        Arrays.fill(pixels, 0xFFFFFF);
        for (MatchResult run : RUN.matcher(qr.path()).results().toList()) {
            int left = Integer.parseInt(run.group(1)) * scale;
            int top = Integer.parseInt(run.group(2)) * scale;
            int width = Integer.parseInt(run.group(3)) * scale;
            for (int y = top; y < top + scale; y++) {
                Arrays.fill(pixels, y * edge + left, y * edge + left + width, 0);
            }
        }
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(edge, edge, pixels)));
    }
}
