package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Lets an attempt into Redis that is not there: never was, or lost with the server. PostgreSQL says which may come in.
@ApplicationScoped
class Admission {

    private final AttemptRepository attempts;
    private final AttemptBuffer buffer;
    private final OpenPapers papers;
    private final Duration grace;

    Admission(AttemptRepository attempts, AttemptBuffer buffer, OpenPapers papers, ExamConfig config) {
        this.attempts = attempts;
        this.buffer = buffer;
        this.papers = papers;
        this.grace = config.grace();
    }

    /// What PostgreSQL says of an attempt.
    enum Admitted {
        /// Open, and in Redis now.
        IN,
        /// Graded; its learner submitted it.
        SUBMITTED,
        /// Graded; the server submitted it at the deadline.
        SWEPT,
        /// Open still, but its time is over: what Redis held of it may yet be restored.
        LATE,
        /// The learner has no such attempt.
        UNKNOWN
    }

    /// Admits the learner's attempt if it is open and its time is not over.
    Uni<Admitted> admit(Seat seat) {
        return attempts.find(seat.attemptId(), seat.learnerId()).chain(this::seated);
    }

    /// Admits an attempt at hand that is open.
    Uni<Void> admit(Attempt open) {
        return papers.rules(open).chain(rules -> buffer.seed(open, rules));
    }

    /// What a graded attempt, or none, is answered with; empty for an open one.
    static Optional<Admitted> settled(Optional<Attempt> found) {
        if (found.isEmpty()) {
            return Optional.of(Admitted.UNKNOWN);
        }
        return found.filter(Attempt::graded)
                .map(graded -> graded.origin() == Origin.LEARNER ? Admitted.SUBMITTED : Admitted.SWEPT);
    }

    private Uni<Admitted> seated(Optional<Attempt> found) {
        Optional<Admitted> settled = settled(found)
                .or(() -> found.filter(open -> open.overdueBy(grace)).map(_ -> Admitted.LATE));
        return settled.isPresent()
                ? Uni.createFrom().item(settled.get())
                : admit(found.orElseThrow()).replaceWith(Admitted.IN);
    }
}
