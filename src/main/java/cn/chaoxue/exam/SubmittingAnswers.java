package cn.chaoxue.exam;

import cn.chaoxue.exam.Admission.Admitted;
import cn.chaoxue.exam.AttemptBuffer.Outcome;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes submissions. A receipt means the submission is durable: written to disk by Redis, or committed by
/// PostgreSQL. Where Redis cannot promise that in time the submission goes straight to PostgreSQL; where that cannot
/// either, the learner hears so and keeps the answers.
///
/// Vert.x futures in place of Mutiny on the way everybody takes, as for heartbeats: context propagation wraps every
/// stage of a `Uni` (docs/performance.md).
@ApplicationScoped
class SubmittingAnswers {

    private static final Logger LOG = Logger.getLogger(SubmittingAnswers.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final OpenPapers papers;
    private final SubmissionDoor door;
    private final Admission admission;
    private final DirectPath direct;
    private final Receipts receipts;
    private final ExamConfig config;

    SubmittingAnswers(
            OpenPapers papers,
            SubmissionDoor door,
            Admission admission,
            DirectPath direct,
            Receipts receipts,
            ExamConfig config) {
        this.papers = papers;
        this.door = door;
        this.admission = admission;
        this.direct = direct;
        this.receipts = receipts;
        this.config = config;
    }

    /// Submits the attempt. A repeat gets the same receipt and changes nothing.
    Future<Taking> submit(Seat seat, Map<Long, @Nullable List<@Nullable String>> answers) {
        return papers.checkForSubmission(seat, answers).compose(checked -> switch (checked) {
            case Checked.Fit fit -> submitFit(seat, fit);
            case Checked.Unfit(Taking refusal) -> Future.succeededFuture(refusal);
        });
    }

    private Future<Taking> submitFit(Seat seat, Checked.Fit fit) {
        return throughRedis(seat, fit)
                .timeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> directly(seat, fit.answers(), failure));
    }

    private Future<Taking> throughRedis(Seat seat, Checked.Fit fit) {
        return door.submit(seat, fit)
                .compose(outcome -> outcome == Outcome.ABSENT
                        ? UniHelper.toFuture(admission.admit(seat))
                                .compose(admitted -> submitAdmitted(admitted, seat, fit))
                        : Future.succeededFuture(taking(seat, outcome)));
    }

    private Future<Taking> submitAdmitted(Admitted admitted, Seat seat, Checked.Fit fit) {
        return switch (admitted) {
            case IN -> door.submit(seat, fit).map(outcome -> taking(seat, outcome));
            case SUBMITTED -> Future.succeededFuture(receipt(seat));
            case SWEPT, LATE -> Future.succeededFuture(new Taking.Refused(Refusal.DEADLINE_PASSED));
            case UNKNOWN -> Future.succeededFuture(new Taking.Unknown());
        };
    }

    private Future<Taking> directly(Seat seat, Answers answers, Throwable failure) {
        LOG.debugf("attempt %d takes the direct path: %s", seat.attemptId(), failure);
        return UniHelper.toFuture(direct.submit(seat, answers));
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
