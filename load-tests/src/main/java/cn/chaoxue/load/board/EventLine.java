package cn.chaoxue.load.board;

/// The line of an event stream that is being read. Keeps only its beginning: the unit's own counts come first.
final class EventLine {

    private static final int KEPT = 400;
    private static final String ANSWER = "HTTP/1.1 ";
    private static final String STREAM = "HTTP/1.1 200";
    private static final String DATA = "data:";
    private static final String COUNT = "\"courseCompletions\":";

    private final StringBuilder text = new StringBuilder(128);

    void append(char next) {
        if (text.length() < KEPT) {
            text.append(next);
        }
    }

    void clear() {
        text.setLength(0);
    }

    /// Whether this is the first line of an answer that is no stream.
    boolean refuses() {
        return text.indexOf(ANSWER) == 0 && text.indexOf(STREAM) != 0;
    }

    /// The count it tells, or -1.
    long count() {
        int at = text.indexOf(DATA) == 0 ? text.indexOf(COUNT) : -1;
        if (at < 0) {
            return -1;
        }
        long count = 0;
        for (int i = at + COUNT.length(); i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            count = 10 * count + text.charAt(i) - '0';
        }
        return count;
    }
}
