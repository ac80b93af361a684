package cn.chaoxue.exam;

import cn.chaoxue.exam.Admission.Admitted;
import cn.chaoxue.exam.AttemptBuffer.Outcome;
import cn.chaoxue.exam.AttemptBuffer.Saving;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps answers until submission. What is acknowledged is durable and will be submitted at the deadline if the
/// learner does not. Without Redis there is no keeping, only submitting: the learner's page holds on to the answers.
@ApplicationScoped
class SavingAnswers {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final OpenPapers papers;
    private final AttemptBuffer buffer;
    private final Admission admission;

    SavingAnswers(OpenPapers papers, AttemptBuffer buffer, Admission admission) {
        this.papers = papers;
        this.buffer = buffer;
        this.admission = admission;
    }

    /// Of several saves the one with the highest `seq` wins, in whatever order they come.
    Uni<Taking> save(Seat seat, long seq, Map<Long, @Nullable List<@Nullable String>> answers) {
        return papers.check(seat, answers).chain(checked -> switch (checked) {
            case Checked.Fit fit -> saveFit(seat, seq, fit.answers());
            case Checked.Unfit(Taking refusal) -> Uni.createFrom().item(refusal);
        });
    }

    private Uni<Taking> saveFit(Seat seat, long seq, Answers answers) {
        return buffer.save(seat, seq, answers)
                .chain(saving -> saving.outcome() == Outcome.ABSENT
                        ? admission.admit(seat).chain(admitted -> saveAdmitted(admitted, seat, seq, answers))
                        : Uni.createFrom().item(() -> taking(saving)));
    }

    private Uni<Taking> saveAdmitted(Admitted admitted, Seat seat, long seq, Answers answers) {
        return switch (admitted) {
            case IN -> buffer.save(seat, seq, answers).map(SavingAnswers::taking);
            case SUBMITTED -> Uni.createFrom().item(new Taking.Refused(Refusal.ALREADY_SUBMITTED));
            case SWEPT, LATE -> Uni.createFrom().item(new Taking.Refused(Refusal.DEADLINE_PASSED));
            case UNKNOWN -> Uni.createFrom().item(new Taking.Unknown());
        };
    }

    private static Taking taking(Saving saving) {
        return switch (saving.outcome()) {
            case SAVED -> new Taking.Saved(saving.seq());
            case SUBMITTED -> new Taking.Refused(Refusal.ALREADY_SUBMITTED);
            case LATE -> new Taking.Refused(Refusal.DEADLINE_PASSED);
            case FOREIGN -> new Taking.Unknown();
            default -> throw new Unavailable("redis exam: " + saving.outcome(), SOON);
        };
    }
}
