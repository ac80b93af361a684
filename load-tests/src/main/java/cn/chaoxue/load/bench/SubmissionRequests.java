package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Ascii;
import cn.chaoxue.load.net.Traffic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Submissions as HTTP requests, each seat of a hall once, and when their receipts came.
final class SubmissionRequests implements Traffic {

    private static final byte[] START = Ascii.bytes("POST /api/v1/attempts/");
    private static final byte[] KEY = Ascii.bytes("/submission HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: s");
    private static final byte[] TOKEN = Ascii.bytes("\r\nContent-Type: application/json\r\nAuthorization: Bearer ");
    private static final int ACCEPTED = 202;

    private final ExamHall hall;
    private final List<byte[]> tokens;
    private final List<byte[]> bodies;
    private final long[] receiptAt;
    private int next;
    private volatile int receipts;
    private long refused;

    SubmissionRequests(ExamHall hall, List<String> tokens) {
        this.hall = hall;
        this.tokens = tokens.stream().map(Ascii::bytes).toList();
        this.bodies = IntStream.range(0, hall.courses())
                .mapToObj(course -> body(hall.answers(course)))
                .toList();
        this.receiptAt = new long[hall.size()];
    }

    @Override
    public void next(int connection, ByteBuffer out) {
        if (next == hall.size()) {
            throw new IllegalStateException("every seat has submitted: the hall is too small");
        }
        int seat = next++;
        long attempt = hall.attemptId(seat);
        out.put(START);
        Ascii.put(out, attempt);
        out.put(KEY);
        Ascii.put(out, attempt);
        out.put(TOKEN).put(tokens.get(hall.learner(seat))).put(bodies.get(hall.course(seat)));
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        if (status != ACCEPTED) {
            refused++;
            return;
        }
        receiptAt[receipts] = System.nanoTime();
        receipts = receipts + 1; // one writer
    }

    @Override
    public long refused() {
        return refused;
    }

    /// Receipts so far.
    int receipts() {
        return receipts;
    }

    /// When the receipt of this number (from 1) came, by `System.nanoTime`; it has come.
    long receiptAt(int number) {
        return receiptAt[number - 1];
    }

    private static byte[] body(String answers) {
        return Ascii.bytes("\r\nContent-Length: " + answers.length() + "\r\n\r\n" + answers);
    }
}
