package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Held;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells learners how their attempts stand: PostgreSQL speaks for graded ones, Redis for those still under way.
@ApplicationScoped
class AttemptReading {

    private final AttemptRepository attempts;
    private final AttemptBuffer buffer;
    private final Banks banks;

    AttemptReading(AttemptRepository attempts, AttemptBuffer buffer, Banks banks) {
        this.attempts = attempts;
        this.buffer = buffer;
        this.banks = banks;
    }

    /// The learner's own attempt; empty where there is none.
    Uni<Optional<AttemptView>> view(Seat seat) {
        return attempts.find(seat.attemptId(), seat.learnerId())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : view(seat, found.get()).map(Optional::of));
    }

    private Uni<AttemptView> view(Seat seat, Attempt attempt) {
        Uni<Optional<Held>> held = attempt.graded() ? Uni.createFrom().item(Optional.empty()) : buffer.held(seat);
        return Uni.combine()
                .all()
                .unis(banks.of(attempt.examId()), held)
                .with((bank, inFlight) -> view(attempt, bank.orElseThrow(), inFlight.orElse(null)));
    }

    private static AttemptView view(Attempt attempt, Bank bank, @Nullable Held held) {
        Grade grade = attempt.grade();
        Answers saved = held == null || held.submitted() ? null : held.saved();
        return new AttemptView(
                attempt.id(),
                attempt.examId(),
                state(attempt, held),
                grade == null ? null : grade.score(),
                bank.passMark(),
                grade == null ? null : grade.passed(),
                attempt.startedAt(),
                attempt.deadline(),
                saved == null ? null : saved.chosen(),
                saved == null || held == null ? null : held.seq());
    }

    private static AttemptView.State state(Attempt attempt, @Nullable Held held) {
        if (attempt.graded()) {
            return AttemptView.State.GRADED;
        }
        return held != null && held.submitted() ? AttemptView.State.SUBMITTED : AttemptView.State.OPEN;
    }
}
