package cn.chaoxue.study;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a heartbeat that is written the plain way, as our own clients write it: the known fields in any
/// order, decimal numbers of at most 15 signs, no escapes. Gives up on anything else, valid or not, and leaves it to
/// the general reader: so it may be simple, and never disagrees with it.
final class HeartbeatScanner {

    /// Up to here a decimal fraction is exactly one division of two exact doubles.
    private static final int MOST_SIGNS = 15;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /// Thrown, without a stack trace, where the message is not written the plain way.
    private static final class NotPlain extends RuntimeException {
        private static final NotPlain INSTANCE = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    private final byte[] message;
    private int at;

    HeartbeatScanner(byte[] message) {
        this.message = message;
    }

    /// The heartbeat, or null where it takes the general reader.
    @Nullable
    HeartbeatRequest scan() {
        try {
            HeartbeatRequest request = object();
            skipSpace();
            return at == message.length ? request : null;
        } catch (NotPlain _) {
            return null;
        }
    }

    private HeartbeatRequest object() {
        Long courseId = null;
        String session = null;
        Long seq = null;
        Double position = null;
        Double rate = null;
        double[][] watched = null;
        expect('{');
        do {
            String field = text();
            expect(':');
            switch (field) {
                case "courseId" -> courseId = whole();
                case "session" -> session = text();
                case "seq" -> seq = whole();
                case "position" -> position = number();
                case "rate" -> rate = number();
                case "watched" -> watched = intervals();
                default -> throw NotPlain.INSTANCE;
            }
        } while (more('}'));
        return new HeartbeatRequest(courseId, session, seq, position, rate, watched);
    }

    private double[][] intervals() {
        List<double[]> intervals = new ArrayList<>(2);
        expect('[');
        do {
            expect('[');
            double from = number();
            expect(',');
            intervals.add(new double[] {from, number()});
            expect(']');
        } while (more(']'));
        return intervals.toArray(double[][]::new);
    }

    /// Whether a comma follows; otherwise the end must.
    private boolean more(char end) {
        skipSpace();
        if (here() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private String text() {
        expect('"');
        int start = at;
        while (here() != '"') {
            if (here() < ' ' || here() == '\\') {
                throw NotPlain.INSTANCE; // a control character, an escape, or a byte above 127
            }
            at++;
        }
        at++;
        return new String(message, start, at - 1 - start, StandardCharsets.ISO_8859_1);
    }

    private long whole() {
        skipSpace();
        int start = at;
        long digits = digits();
        if (here() == '.' || tooLong(start)) {
            throw NotPlain.INSTANCE;
        }
        return digits;
    }

    private double number() {
        skipSpace();
        int start = at;
        long digits = digits();
        if (here() != '.') {
            return tooLong(start) ? notPlain() : digits;
        }
        int point = at++;
        for (; isDigit(); at++) {
            digits = 10 * digits + here() - '0';
        }
        int decimals = at - point - 1;
        return decimals == 0 || tooLong(start) ? notPlain() : digits / POWERS[decimals];
    }

    /// At least one digit, no needless 0 in front; what follows a number is for the caller of the caller to check.
    private long digits() {
        int start = at;
        long digits = 0;
        for (; isDigit(); at++) {
            digits = 10 * digits + here() - '0';
        }
        boolean padded = at - start > 1 && message[start] == '0';
        if (at == start || padded) {
            throw NotPlain.INSTANCE;
        }
        return digits;
    }

    private boolean tooLong(int start) {
        return at - start > MOST_SIGNS;
    }

    private static double notPlain() {
        throw NotPlain.INSTANCE;
    }

    private void expect(char wanted) {
        skipSpace();
        if (here() != wanted) {
            throw NotPlain.INSTANCE;
        }
        at++;
    }

    private void skipSpace() {
        while (here() == ' ' || here() == '\n' || here() == '\r' || here() == '\t') {
            at++;
        }
    }

    private boolean isDigit() {
        return here() >= '0' && here() <= '9';
    }

    /// The byte here; 0 at the end, which fits nowhere.
    private byte here() {
        return at < message.length ? message[at] : 0;
    }
}
