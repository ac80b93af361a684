package cn.chaoxue.roster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a text file is encoded: by its mark, else UTF-8 where all of it is, else GB18030, which Chinese spreadsheets
/// write.
final class TextEncoding {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int BLOCK = 65_536;

    private TextEncoding() {}

    static Charset of(Path file) throws IOException {
        byte[] mark = new byte[2];
        try (InputStream in = Files.newInputStream(file)) {
            in.readNBytes(mark, 0, mark.length);
        }
        boolean wide = (mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE)
                || (mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF);
        if (wide) {
            return StandardCharsets.UTF_16;
        }
        return isUtf8(file) ? StandardCharsets.UTF_8 : GB18030;
    }

    private static boolean isUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        CharBuffer characters = CharBuffer.allocate(BLOCK);
        try (InputStream in = Files.newInputStream(file)) {
            int read = 0;
            while (read >= 0) {
                read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                CoderResult result = decoder.decode(bytes, characters.clear(), read < 0);
                if (result.isError()) {
                    return false;
                }
                bytes.compact();
            }
        }
        return true;
    }
}
