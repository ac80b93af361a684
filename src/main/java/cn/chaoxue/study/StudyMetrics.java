package cn.chaoxue.study;

import cn.chaoxue.study.CoverageBuffer.Merged;
import cn.chaoxue.study.HeartbeatOutcome.Accepted;
import cn.chaoxue.study.HeartbeatOutcome.Invalid;
import cn.chaoxue.study.HeartbeatOutcome.NotEnrolled;
import cn.chaoxue.study.HeartbeatOutcome.Shed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What study looks like from outside: `chaoxue.study.*`.
@ApplicationScoped
class StudyMetrics {

    private final Counter accepted;
    private final Counter notEnrolled;
    private final Counter invalid;
    private final Counter shed;
    private final Counter creditedSeconds;
    private final Counter refusedSeconds;
    private final Counter overBudget;
    private final DistributionSummary flushedRows;
    private final Timer flushTime;
    private final Counter restored;
    private final Counter completions;
    private final Counter deadLetters;
    private final AtomicLong sockets = new AtomicLong();
    private final AtomicLong dirty = new AtomicLong();
    private final AtomicLong dirtyAgeMillis = new AtomicLong();
    private final AtomicLong completionBacklog = new AtomicLong();

    StudyMetrics(MeterRegistry registry) {
        accepted = heartbeats(registry, "accepted");
        notEnrolled = heartbeats(registry, "not-enrolled");
        invalid = heartbeats(registry, "invalid");
        shed = heartbeats(registry, "shed");
        creditedSeconds = registry.counter("chaoxue.study.seconds", "kind", "credited");
        refusedSeconds = registry.counter("chaoxue.study.seconds", "kind", "refused");
        overBudget = registry.counter("chaoxue.study.over.budget");
        flushedRows = registry.summary("chaoxue.study.flush.rows");
        flushTime = registry.timer("chaoxue.study.flush.time");
        restored = registry.counter("chaoxue.study.restored");
        completions = registry.counter("chaoxue.study.completions");
        deadLetters = registry.counter("chaoxue.study.dead.letters");
        registry.gauge("chaoxue.study.sockets", sockets);
        registry.gauge("chaoxue.study.dirty", dirty);
        registry.gauge("chaoxue.study.dirty.overdue.millis", dirtyAgeMillis);
        registry.gauge("chaoxue.study.completions.backlog", completionBacklog);
    }

    void accepted(Merged merged) {
        accepted.increment();
        creditedSeconds.increment(merged.creditedSeconds());
        if (merged.refusedSeconds() > 0) {
            refusedSeconds.increment(merged.refusedSeconds());
            overBudget.increment();
        }
    }

    void refused(HeartbeatOutcome outcome) {
        switch (outcome) {
            case Accepted _ -> {}
            case NotEnrolled _ -> notEnrolled.increment();
            case Invalid _ -> invalid.increment();
            case Shed _ -> shed.increment();
        }
    }

    void socketOpened() {
        sockets.incrementAndGet();
    }

    void socketClosed() {
        sockets.decrementAndGet();
    }

    /// A batch written, in this many nanoseconds.
    void flushed(int rows, long nanos) {
        flushedRows.record(rows);
        flushTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// PostgreSQL held more than Redis, and gave it back.
    void restored() {
        restored.increment();
    }

    void completed(int courses) {
        completions.increment(courses);
    }

    void deadLetter() {
        deadLetters.increment();
    }

    /// What waits for the workers, over all shards.
    void backlog(long dirtyCourses, long mostOverdueMillis, long completionEvents) {
        dirty.set(dirtyCourses);
        dirtyAgeMillis.set(mostOverdueMillis);
        completionBacklog.set(completionEvents);
    }

    private static Counter heartbeats(MeterRegistry registry, String outcome) {
        return registry.counter("chaoxue.study.heartbeats", "outcome", outcome);
    }
}
