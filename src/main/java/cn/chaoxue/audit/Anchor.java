package cn.chaoxue.audit;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The end of the chain at some time, written `seq:hash`. Kept elsewhere (on paper, in a mail), it proves later that
/// nothing up to there was changed or cut off, even by who holds database and key.
public record Anchor(long seq, Buffer hash) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /// Empty when the text is no anchor.
    public static Optional<Anchor> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new Anchor(
                        Long.parseLong(parts.group(1)),
                        Buffer.buffer(HexFormat.of().parseHex(parts.group(2)))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return seq + ":" + HexFormat.of().formatHex(hash.getBytes());
    }
}
