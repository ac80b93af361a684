package cn.chaoxue.load.day;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// Every request of every Gatling process of a run in one table: percentiles of all of them, none left out.
public final class DayTable {

    private static final int LONGEST_MILLIS = 600_000;
    private static final int PERIOD_MILLIS = 30_000;

    private final Map<String, Line> lines = new TreeMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<Integer, Line> periods = new TreeMap<>();
    private final Histogram all = new Histogram(LONGEST_MILLIS, 3);

    private static final class Line {
        private final Histogram millis = new Histogram(LONGEST_MILLIS, 3);
        private long failed;

        void add(int took, boolean ok) {
            millis.recordValue(took);
            failed += ok ? 0 : 1;
        }
    }

    /// Adds a process' log.
    void add(Path log) throws IOException {
        GatlingLog.read(log, this::request);
    }

    /// Milliseconds at a percentile over all requests, failed ones included.
    public double percentile(double percentile) {
        return all.getValueAtPercentile(percentile);
    }

    /// The same of one kind of request.
    public double percentile(String name, double percentile) {
        Line line = lines.get(name);
        return line == null ? 0 : line.millis.getValueAtPercentile(percentile);
    }

    public long requests() {
        return all.getTotalCount();
    }

    public long requests(String name) {
        Line line = lines.get(name);
        return line == null ? 0 : line.millis.getTotalCount();
    }

    public long failed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /// The table, when in the day people waited, and what went wrong.
    public void print(PrintStream out) {
        String form = "  %-14s %9s %7s %7s %7s %7s %7s %7s%n";
        out.printf(form, "request", "count", "failed", "p50 ms", "p95 ms", "p99 ms", "p99.9", "max");
        lines.forEach((name, line) -> print(out, name, line.millis, line.failed));
        print(out, "all", all, failed());
        periods.forEach((period, line) ->
                print(out, "from %d s".formatted(period * PERIOD_MILLIS / 1000), line.millis, line.failed));
        errors.forEach((error, count) -> out.printf("  %d × %s%n", count, error));
    }

    private static void print(PrintStream out, String name, Histogram millis, long failed) {
        out.printf(
                Locale.ROOT,
                "  %-14s %,9d %,7d %,7d %,7d %,7d %,7d %,7d%n",
                name,
                millis.getTotalCount(),
                failed,
                millis.getValueAtPercentile(50),
                millis.getValueAtPercentile(95),
                millis.getValueAtPercentile(99),
                millis.getValueAtPercentile(99.9),
                millis.getMaxValue());
    }

    private void request(String name, int at, int millis, boolean ok, String error) {
        int shown = Math.clamp(millis, 0, LONGEST_MILLIS);
        lines.computeIfAbsent(name, _ -> new Line()).add(shown, ok);
        periods.computeIfAbsent(at / PERIOD_MILLIS, _ -> new Line()).add(shown, ok);
        all.recordValue(shown);
        if (!ok) {
            errors.merge(name + ": " + error, 1L, Long::sum);
        }
    }
}
