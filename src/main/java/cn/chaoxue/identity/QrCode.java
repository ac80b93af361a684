package cn.chaoxue.identity;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A QR code as one path of an SVG picture: nothing is fetched, and nothing but the page sees it.
///
/// @param size edge of the square in modules, quiet zone included: `viewBox="0 0 size size"`
/// @param path the dark modules
@Schema(name = "QrCode")
record QrCode(
        @Schema(examples = "45") int size,
        @Schema(examples = "M4 4h7v1h-7z") String path) {

    private static final int QUIET = 4;

    static QrCode of(String text) {
        ByteMatrix modules = modules(text);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            row(modules, y, path);
        }
        return new QrCode(modules.getWidth() + 2 * QUIET, path.toString());
    }

    /// Runs of dark modules, each one module high.
    private static void row(ByteMatrix modules, int y, StringBuilder path) {
        int from = -1;
        for (int x = 0; x <= modules.getWidth(); x++) {
            boolean dark = x < modules.getWidth() && modules.get(x, y) == 1;
            if (dark && from < 0) {
                from = x;
            } else if (!dark && from >= 0) {
                path.append("M%d %dh%dv1h-%dz".formatted(from + QUIET, y + QUIET, x - from, x - from));
                from = -1;
            }
        }
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("does not fit a QR code", e);
        }
    }
}
