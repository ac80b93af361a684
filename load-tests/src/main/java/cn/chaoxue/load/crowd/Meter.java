package cn.chaoxue.load.crowd;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// What a crowd experienced: answers by kind, how long they took, and the three sins of a server: an answer
/// later than 3 s, a refusal that does not say when to come back, a definite refusal of something that was in
/// order.
public final class Meter {

    /// Within this every request is answered, if need be with 503.
    public static final Duration LIMIT = Duration.ofSeconds(3);

    private final Map<String, LongAdder> byKind = new ConcurrentHashMap<>();
    private final LongAdder late = new LongAdder();
    private final LongAdder withoutRetryAfter = new LongAdder();
    private final LongAdder failedTwice = new LongAdder();
    private final LongAccumulator slowestMicros = new LongAccumulator(Math::max, 0);
    private final Recorder recorder = new Recorder(3);

    void answered(Answer answer, long nanos) {
        count(answer.status() < 300 ? "2xx" : Integer.toString(answer.status()));
        took(nanos);
        if (answer.successful()) {
            recorder.recordValue(nanos / 1_000);
        }
        if ((answer.status() == 503 || answer.status() == 429) && answer.retryAfterSeconds() < 0) {
            withoutRetryAfter.increment();
        }
    }

    /// No answer: refused, reset, or silence for longer than the client waits.
    void broken(Exception why, long nanos) {
        count(why instanceof java.net.SocketTimeoutException ? "silent" : "broken");
        took(nanos);
    }

    void failedTwice() {
        failedTwice.increment();
    }

    /// Begins anew with the sins: what a cold process did while it warmed up is no part of a fault.
    public void absolve() {
        late.reset();
        withoutRetryAfter.reset();
        failedTwice.reset();
        slowestMicros.reset();
    }

    private void took(long nanos) {
        slowestMicros.accumulate(nanos / 1_000);
        if (nanos > LIMIT.toNanos()) {
            late.increment();
        }
    }

    private void count(String kind) {
        byKind.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    /// Attempts so far, answered or not.
    public long attempts() {
        return byKind.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long of(String kind) {
        LongAdder count = byKind.get(kind);
        return count == null ? 0 : count.sum();
    }

    /// Attempts whose outcome took longer than [#LIMIT].
    public long late() {
        return late.sum();
    }

    public long withoutRetryAfter() {
        return withoutRetryAfter.sum();
    }

    /// Requests that failed, and failed again when repeated once.
    public long failedAfterOneRetry() {
        return failedTwice.sum();
    }

    public double slowestSeconds() {
        return slowestMicros.get() / 1e6;
    }

    /// Microseconds of the successful answers since the last call.
    public Histogram interval() {
        return recorder.getIntervalHistogram();
    }

    /// `2xx 1234, 503 5, broken 7`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(byKind)
                .forEach((kind, count) -> text.append(text.isEmpty() ? "" : ", ")
                        .append(kind)
                        .append(' ')
                        .append(count.sum()));
        return text.toString();
    }
}
