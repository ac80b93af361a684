package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Generator;
import cn.chaoxue.load.net.LoadResult;
import java.io.IOException;
import java.time.Duration;

/// Sends submissions at a steady rate and waits until the board shows the last of them.
record SubmissionBurst(Generator generator, SubmissionRequests submissions, BoardWatch board, int window) {

    /// What was seen.
    /// @param emptyAfter seconds from the last receipt until the board showed it
    /// @param behind milliseconds the board was behind at most
    record Seen(LoadResult load, int receipts, double countedPerSecond, double emptyAfter, double behind) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Seen run(Duration length, double perSecond) throws IOException, InterruptedException {
        int before = submissions.receipts();
        board.reset();
        long start = System.nanoTime();
        LoadResult load = generator.run(length, window, perSecond);
        long end = System.nanoTime();
        while (board.shown() < submissions.receipts() && System.nanoTime() - end < PATIENCE.toNanos()) {
            Thread.sleep(5);
        }
        double emptyAfter = (System.nanoTime() - end) / 1e9;
        int receipts = submissions.receipts() - before;
        return new Seen(load, receipts, receipts / ((System.nanoTime() - start) / 1e9), emptyAfter, board.mostBehind());
    }
}
