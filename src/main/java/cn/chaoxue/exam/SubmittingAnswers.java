package cn.chaoxue.exam;

import cn.chaoxue.exam.Admission.Admitted;
import cn.chaoxue.exam.AttemptBuffer.Outcome;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes submissions. A receipt means the submission is durable: written to disk by Redis, or committed by PostgreSQL.
/// Where Redis cannot promise that in time the submission goes straight to PostgreSQL; where that cannot either, the
/// learner hears so and keeps the answers.
@ApplicationScoped
class SubmittingAnswers {

    private static final Logger LOG = Logger.getLogger(SubmittingAnswers.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final OpenPapers papers;
    private final AttemptBuffer buffer;
    private final Admission admission;
    private final DirectPath direct;
    private final Receipts receipts;
    private final ExamConfig config;

    SubmittingAnswers(
            OpenPapers papers,
            AttemptBuffer buffer,
            Admission admission,
            DirectPath direct,
            Receipts receipts,
            ExamConfig config) {
        this.papers = papers;
        this.buffer = buffer;
        this.admission = admission;
        this.direct = direct;
        this.receipts = receipts;
        this.config = config;
    }

    /// Submits the attempt. A repeat gets the same receipt and changes nothing.
    Uni<Taking> submit(Seat seat, Map<Long, @Nullable List<@Nullable String>> answers) {
        return papers.check(seat, answers).chain(checked -> switch (checked) {
            case Checked.Fit(Answers fit) -> submitFit(seat, fit);
            case Checked.Unfit(Taking refusal) -> Uni.createFrom().item(refusal);
        });
    }

    private Uni<Taking> submitFit(Seat seat, Answers answers) {
        return throughRedis(seat, answers)
                .ifNoItem()
                .after(config.redisTimeout())
                .failWith(() -> new Unavailable("redis exam: submission timed out", SOON))
                .onFailure()
                .invoke(failure -> LOG.debugf("attempt %d takes the direct path: %s", seat.attemptId(), failure))
                .onFailure()
                .recoverWithUni(() -> direct.submit(seat, answers));
    }

    private Uni<Taking> throughRedis(Seat seat, Answers answers) {
        return buffer.submit(seat, answers)
                .chain(outcome -> outcome == Outcome.ABSENT
                        ? admission.admit(seat).chain(admitted -> submitAdmitted(admitted, seat, answers))
                        : Uni.createFrom().item(() -> taking(seat, outcome)));
    }

    private Uni<Taking> submitAdmitted(Admitted admitted, Seat seat, Answers answers) {
        return switch (admitted) {
            case IN -> buffer.submit(seat, answers).map(outcome -> taking(seat, outcome));
            case SUBMITTED -> Uni.createFrom().item(receipt(seat));
            case SWEPT -> Uni.createFrom().item(new Taking.Refused(Refusal.DEADLINE_PASSED));
            case UNKNOWN -> Uni.createFrom().item(new Taking.Unknown());
        };
    }

    private Taking taking(Seat seat, Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED, REPEATED -> receipt(seat);
            case LATE -> new Taking.Refused(Refusal.DEADLINE_PASSED);
            case FOREIGN -> new Taking.Unknown();
            default -> throw new Unavailable("redis exam: " + outcome, SOON);
        };
    }

    private Taking receipt(Seat seat) {
        return new Taking.Submitted(receipts.of(seat.attemptId()));
    }
}
