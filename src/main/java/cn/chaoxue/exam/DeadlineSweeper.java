package cn.chaoxue.exam;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Submits, for learners whose time is over, what they had saved. It only puts the submission into the stream, in the
/// step in which a learner's own would have come in, so the two cannot race; the flusher does the rest. An attempt
/// that came in before is left alone, and several sweepers at once do no harm.
@ApplicationScoped
class DeadlineSweeper {

    private final AttemptRepository attempts;
    private final AttemptBuffer buffer;
    private final ExamConfig config;
    private final ExamMetrics metrics;

    /// Where the last look ended: attempts that have to wait keep no later one waiting.
    private volatile Instant deadline = Instant.EPOCH;

    private volatile long attemptId;

    DeadlineSweeper(AttemptRepository attempts, AttemptBuffer buffer, ExamConfig config, ExamMetrics metrics) {
        this.attempts = attempts;
        this.buffer = buffer;
        this.config = config;
        this.metrics = metrics;
    }

    /// One look; yields how many attempts it submitted.
    Uni<Integer> sweep() {
        return attempts.overdue(config.grace(), config.sweepBatch(), deadline, attemptId)
                .invoke(this::goOn)
                .chain(this::submit)
                .invoke(metrics::swept);
    }

    private void goOn(List<Attempt> found) {
        boolean more = found.size() == config.sweepBatch();
        deadline = more ? found.getLast().deadline() : Instant.EPOCH;
        attemptId = more ? found.getLast().id() : 0;
    }

    private Uni<Integer> submit(List<Attempt> overdue) {
        if (overdue.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return Uni.join()
                .all(overdue.stream().map(buffer::sweep).toList())
                .andCollectFailures()
                .map(outcomes -> (int) outcomes.stream()
                        .filter(outcome -> outcome == AttemptBuffer.Outcome.SWEPT)
                        .count());
    }
}
