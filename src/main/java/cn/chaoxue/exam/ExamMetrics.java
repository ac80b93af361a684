package cn.chaoxue.exam;

import cn.chaoxue.deadletter.DeadLetterMetrics;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.redis.Shard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What exams tell operators: `chaoxue.exam.*`. Counters are per process; what is said of the streams is shared by
/// all processes, and each worker tells what it saw last.
@Startup
@Singleton
class ExamMetrics {

    /// The aim at a bell is 300 ms at the 99th percentile; every answer is there within 3 s.
    private static final List<Duration> ANSWERED_WITHIN = Stream.of(25, 50, 100, 200, 300, 500, 1000, 2000, 3000)
            .map(Duration::ofMillis)
            .toList();

    private final FeatureMeters meters;
    private final AtomicInteger directUnderWay = new AtomicInteger();
    private final Counter persisted;
    private final Counter deadLetters;
    private final Counter direct;
    private final Counter swept;
    private final DistributionSummary flushedEntries;
    private final Timer flushTime;
    private final Timer answerTime;
    private final AtomicLong waiting;
    private final AtomicLong fullestShard;
    private final AtomicLong oldestMillis;

    ExamMetrics(MeterRegistry registry, DurabilityProbe probe, ExamConfig config) {
        meters = new FeatureMeters(registry, "exam");
        persisted = meters.counter("submissions.persisted", "Submissions graded and persisted from the streams");
        deadLetters = DeadLetterMetrics.buried(registry, UnmarkedSubmissions.SOURCE);
        direct = meters.counter("submissions.direct", "Submissions persisted without Redis");
        swept = meters.counter("attempts.swept", "Attempts submitted for their learners at the deadline");
        flushedEntries = meters.sizes("flush.entries", "Submissions in one transaction");
        answerTime = meters.times(
                "submission.duration", "From a submission to its answer, whatever the answer", ANSWERED_WITHIN);
        flushTime = meters.times("flush.duration", "One transaction of submissions");
        meters.level("direct.underway", "Submissions under way on the direct path", directUnderWay::get);
        meters.level("direct.limit", "Bound of the direct path", config::directLimit);
        waiting = meters.level("stream.entries", "Submissions waiting in all streams");
        fullestShard = meters.level("stream.fullest.entries", "Submissions waiting in the fullest stream");
        meters.level(
                "stream.limit", "Bound of one stream; there are " + Shard.all().size(), config::maxWaitingPerShard);
        oldestMillis = meters.secondsOfMillis("stream.oldest.age", "Age of the oldest submission waiting");
        meters.level(
                "durable",
                "1 where Redis keeps what it acknowledges, 0 where it does not, NaN before anybody asked",
                () -> durable(probe));
    }

    private static double durable(DurabilityProbe probe) {
        Durability latest = probe.latest();
        return latest == null ? Double.NaN : latest == Durability.NONE ? 0 : 1;
    }

    /// A submission answered in this many nanoseconds, whatever the answer.
    void answered(long nanos) {
        answerTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// A batch committed: how many submissions were handed in by it, and how many of those rejected were buried; the
    /// others had been by an earlier one.
    void flushed(Verdicts verdicts, int taken, int buried, Duration time) {
        persisted.increment(taken);
        deadLetters.increment(buried);
        flushedEntries.record(verdicts.accepted().size() + verdicts.rejected().size());
        flushTime.record(time);
    }

    /// How many wait to be brought to Redis together, and for what.
    void gathering(String what, Supplier<Number> waiting) {
        meters.level("gathering", "Submissions that wait for others to go to Redis with", waiting, "step", what);
    }

    /// How many submissions are under way on the direct path.
    AtomicInteger directUnderWay() {
        return directUnderWay;
    }

    void direct() {
        direct.increment();
    }

    void swept(int attempts) {
        swept.increment(attempts);
    }

    /// The streams' length together, the longest, and the age of the oldest entry.
    void waiting(long entries, long inFullest, long oldestAgeMillis) {
        waiting.set(entries);
        fullestShard.set(inFullest);
        oldestMillis.set(oldestAgeMillis);
    }
}
