package cn.chaoxue.study;

import cn.chaoxue.deadletter.DeadLetterMetrics;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.study.CoverageBuffer.Merged;
import cn.chaoxue.study.HeartbeatOutcome.Accepted;
import cn.chaoxue.study.HeartbeatOutcome.Invalid;
import cn.chaoxue.study.HeartbeatOutcome.NotEnrolled;
import cn.chaoxue.study.HeartbeatOutcome.Shed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// What study looks like from outside: `chaoxue.study.*`. Counters are per process; the backlog is shared by all
/// processes, and each worker tells what it saw last.
@Startup
@ApplicationScoped
class StudyMetrics {

    /// The aim of a day is 200 ms at the 99th percentile; a command to Redis is given up after 2 s.
    private static final List<Duration> ANSWERED_WITHIN = Stream.of(5, 10, 25, 50, 100, 200, 500, 1000, 2000)
            .map(Duration::ofMillis)
            .toList();

    private final FeatureMeters meters;
    private final LongAdder accepted;
    private final LongAdder notEnrolled;
    private final LongAdder invalid;
    private final LongAdder shed;
    private final LongAdder creditedSeconds;
    private final LongAdder refusedSeconds;
    private final Counter overBudget;
    private final Timer answerTime;
    private final DistributionSummary flushedRows;
    private final Timer flushTime;
    private final Counter restored;
    private final Counter completions;
    private final Counter deadLetters;
    private final AtomicLong sockets;
    private final Counter socketsRefused;
    private final AtomicLong dirty;
    private final AtomicLong overdueMillis;
    private final AtomicLong completionBacklog;
    private final AtomicLong completionOldestMillis;

    StudyMetrics(MeterRegistry registry, StudyConfig config) {
        meters = new FeatureMeters(registry, "study");
        accepted = heartbeats("accepted");
        notEnrolled = heartbeats("not-enrolled");
        invalid = heartbeats("invalid");
        shed = heartbeats("shed");
        creditedSeconds = watched("credited");
        refusedSeconds = watched("refused");
        overBudget =
                meters.counter("heartbeats.over.budget", "Heartbeats that claimed more than the wall clock allows");
        answerTime = meters.times("heartbeat.duration", "One heartbeat from its body to its answer", ANSWERED_WITHIN);
        flushedRows = meters.sizes("flush.rows", "Courses written in one transaction");
        flushTime = meters.times("flush.duration", "One transaction of progress");
        restored = meters.counter("restored", "Courses whose coverage PostgreSQL gave back to Redis");
        completions = meters.counter("completions", "Courses that reached 100 % and were persisted");
        deadLetters = DeadLetterMetrics.buried(registry, ProgressLetters.SOURCE);
        sockets = meters.level("sockets", "Open WebSockets that study");
        meters.level("sockets.limit", "Bound of open WebSockets", config::maxSockets);
        socketsRefused = meters.counter("sockets.refused", "WebSockets refused because too many are open");
        dirty = meters.level("dirty.courses", "Changed courses waiting for their flush");
        overdueMillis =
                meters.secondsOfMillis("dirty.overdue", "Flush lag: how long the oldest changed course is overdue");
        meters.seconds(
                "flush.interval",
                "A changed course is due after this",
                () -> config.flushInterval().toMillis() / 1000.0);
        completionBacklog = meters.level("completions.waiting", "Completed courses waiting to be persisted");
        completionOldestMillis =
                meters.secondsOfMillis("completions.oldest.age", "Age of the oldest completion waiting");
    }

    void accepted(Merged merged) {
        accepted.increment();
        creditedSeconds.add(merged.creditedSeconds());
        if (merged.refusedSeconds() > 0) {
            refusedSeconds.add(merged.refusedSeconds());
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

    /// A heartbeat answered in this many nanoseconds, whatever the answer.
    void answered(long nanos) {
        answerTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Counts a socket in where fewer than so many are open.
    boolean admitSocket(int most) {
        if (sockets.incrementAndGet() <= most) {
            return true;
        }
        sockets.decrementAndGet();
        socketsRefused.increment();
        return false;
    }

    void socketClosed() {
        sockets.decrementAndGet();
    }

    /// A batch committed, in this many nanoseconds, and how many courses it completed.
    void flushed(int rows, int completed, long nanos) {
        completions.increment(completed);
        flushedRows.record(rows);
        flushTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// PostgreSQL held more than Redis, and gave it back.
    void restored() {
        restored.increment();
    }

    /// So many entries were buried that had not been before.
    void deadLetters(int buried) {
        deadLetters.increment(buried);
    }

    /// What waits for the workers, over all shards.
    void backlog(long dirtyCourses, long mostOverdueMillis, long completionEvents, long oldestCompletionMillis) {
        dirty.set(dirtyCourses);
        overdueMillis.set(mostOverdueMillis);
        completionBacklog.set(completionEvents);
        completionOldestMillis.set(oldestCompletionMillis);
    }

    private LongAdder heartbeats(String outcome) {
        return meters.often("heartbeats", "Heartbeats by what became of them", "outcome", outcome);
    }

    private LongAdder watched(String kind) {
        return meters.often("watched.seconds", "Seconds credited, and claimed beyond the wall clock", "kind", kind);
    }
}
