package cn.chaoxue.exam;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// What exams tell operators. Counters are per process; the gauges describe the shared streams as last looked at.
@Singleton
class ExamMetrics {

    private final Counter persisted;
    private final Counter deadLetters;
    private final Counter direct;
    private final Counter swept;
    private final AtomicLong waiting;
    private final AtomicLong oldestMillis;
    private final AtomicLong deadLettersWaiting;

    ExamMetrics(MeterRegistry registry, DurabilityProbe probe) {
        persisted = registry.counter("chaoxue.exam.persisted");
        deadLetters = registry.counter("chaoxue.exam.dead.letters");
        direct = registry.counter("chaoxue.exam.direct");
        swept = registry.counter("chaoxue.exam.swept");
        waiting = gauge(registry, "chaoxue.exam.waiting");
        oldestMillis = gauge(registry, "chaoxue.exam.oldest.milliseconds");
        deadLettersWaiting = gauge(registry, "chaoxue.exam.dead.letters.waiting");
        registry.gauge("chaoxue.exam.durable", probe, p -> p.latest() == Durability.NONE ? 0 : 1);
    }

    private static AtomicLong gauge(MeterRegistry registry, String name) {
        AtomicLong value = new AtomicLong();
        registry.gauge(name, value);
        return value;
    }

    void flushed(Verdicts verdicts) {
        persisted.increment(verdicts.marked().size());
        deadLetters.increment(verdicts.rejected().size());
    }

    void direct() {
        direct.increment();
    }

    void swept(int attempts) {
        swept.increment(attempts);
    }

    /// The streams' length together and the age of the oldest entry.
    void waiting(long entries, long oldestAgeMillis) {
        waiting.set(entries);
        oldestMillis.set(oldestAgeMillis);
    }

    void deadLettersWaiting(long letters) {
        deadLettersWaiting.set(letters);
    }
}
