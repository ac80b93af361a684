package cn.chaoxue.load.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// One open board, as a liaison's page has it, and how far behind the receipts it is: each time it changes, the age of
/// the oldest receipt it did not show until then.
final class BoardWatch implements AutoCloseable {

    private static final Pattern PASSED = Pattern.compile("\"passed\":(\\d+)");

    private final HttpURLConnection stream;
    private final SubmissionRequests submissions;
    private final Histogram behindMillis = new Histogram(3_600_000, 3);
    private volatile int shown;

    private BoardWatch(HttpURLConnection stream, SubmissionRequests submissions) {
        this.stream = stream;
        this.submissions = submissions;
    }

    static BoardWatch open(URI board, String token, SubmissionRequests submissions) throws IOException {
        HttpURLConnection stream = (HttpURLConnection) board.toURL().openConnection();
        stream.setRequestProperty("Authorization", "Bearer " + token);
        BoardWatch watch = new BoardWatch(stream, submissions);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
        Thread.ofVirtual().name("board").start(() -> watch.read(lines));
        return watch;
    }

    /// Tests passed, as the board says now.
    int shown() {
        return shown;
    }

    /// Forgets what was seen so far.
    synchronized void reset() {
        behindMillis.reset();
    }

    /// The most the board was behind, in milliseconds.
    synchronized double mostBehind() {
        return behindMillis.getMaxValue();
    }

    private void read(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher passed = PASSED.matcher(line);
                if (line.startsWith("data:") && passed.find()) {
                    changed(Integer.parseInt(passed.group(1)));
                }
            }
        } catch (IOException e) {
            // The bench has ended, or the server; the board then stays behind and the bench sees that.
        }
    }

    private synchronized void changed(int passed) {
        if (submissions.receipts() > shown) {
            long behind = System.nanoTime() - submissions.receiptAt(shown + 1);
            behindMillis.recordValue(behind / 1_000_000);
        }
        shown = passed;
    }

    @Override
    public void close() {
        stream.disconnect();
    }
}
