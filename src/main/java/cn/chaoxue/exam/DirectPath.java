package cn.chaoxue.exam;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.exam.Admission.Admitted;
import cn.chaoxue.exam.AttemptBuffer.Held;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.exam.SubmissionLedger.HandedIn;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Persists a single submission at once, for when Redis cannot hold it: the same marks, the same transaction, the
/// same receipt as by the stream, so a submission that went both ways counts once. At most `directLimit` at a time:
/// one given up keeps its place until PostgreSQL is done with it, or a server that hangs would gather them without
/// bound.
@ApplicationScoped
class DirectPath {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final AttemptRepository attempts;
    private final AttemptBuffer buffer;
    private final Marking marking;
    private final SubmissionLedger ledger;
    private final Database database;
    private final TallyLedger tallies;
    private final Receipts receipts;
    private final ExamConfig config;
    private final ExamMetrics metrics;
    private final AtomicInteger underWay;

    DirectPath(
            AttemptBuffer buffer,
            Marking marking,
            SubmissionLedger ledger,
            Database database,
            TallyLedger tallies,
            Receipts receipts,
            ExamConfig config,
            ExamMetrics metrics) {
        this.buffer = buffer;
        this.marking = marking;
        this.ledger = ledger;
        this.database = database.patient();
        this.attempts = new AttemptRepository(this.database);
        this.tallies = tallies;
        this.receipts = receipts;
        this.config = config;
        this.metrics = metrics;
        this.underWay = metrics.directUnderWay();
    }

    /// Yields a receipt only after commit; [Unavailable] when too many are under way or PostgreSQL is slow.
    Uni<Taking> submit(Seat seat, Answers answers) {
        if (underWay.incrementAndGet() > config.directLimit()) {
            underWay.decrementAndGet();
            return unavailable("too many at once");
        }
        AtomicBoolean givenUp = new AtomicBoolean();
        return persist(seat, answers, givenUp)
                .ifNoItem()
                .after(config.directTimeout())
                .failWith(() -> new Unavailable("direct path: timeout", SOON))
                .onTermination()
                .invoke(() -> givenUp.set(true));
    }

    /// Goes on when nobody waits any more, as far as it has begun in PostgreSQL.
    private Uni<Taking> persist(Seat seat, Answers answers, AtomicBoolean givenUp) {
        return attempts.find(seat.attemptId(), seat.learnerId())
                .chain(found -> givenUp.get() ? unavailable("given up") : taken(seat, answers, found))
                .onTermination()
                .invoke(underWay::decrementAndGet)
                .memoize()
                .indefinitely();
    }

    private Uni<Taking> taken(Seat seat, Answers answers, Optional<Attempt> found) {
        Optional<Admitted> settled = Admission.settled(found);
        if (settled.isPresent()) {
            return Uni.createFrom().item(settledAs(settled.get(), seat));
        }
        Attempt open = found.orElseThrow();
        return open.overdueBy(config.grace()) ? late(seat) : persisted(open, answers);
    }

    private Taking settledAs(Admitted settled, Seat seat) {
        return switch (settled) {
            case SUBMITTED -> receipt(seat.attemptId());
            case SWEPT -> new Taking.Refused(Refusal.DEADLINE_PASSED);
            case UNKNOWN -> new Taking.Unknown();
            case IN, LATE -> throw new IllegalStateException("open");
        };
    }

    private Uni<Taking> persisted(Attempt open, Answers answers) {
        Submission submission = new Submission(open.id(), open.learnerId(), answers, Origin.LEARNER, open.readAt());
        return marking.mark(open, submission)
                .chain(marked -> database.<List<UnitTally>>transaction(
                        tx -> ledger.record(tx, List.of(marked)).map(HandedIn::moved)))
                .invoke(metrics::direct)
                .call(tallies::publish)
                .replaceWith(receipt(open.id()));
    }

    /// Redis may hold a submission that came in time: only Redis can say there is none.
    private Uni<Taking> late(Seat seat) {
        return buffer.held(seat).map(held -> {
            if (held.map(Held::submitted).orElse(false)) {
                throw new Unavailable("direct path: the submission is being graded", SOON);
            }
            return new Taking.Refused(Refusal.DEADLINE_PASSED);
        });
    }

    private Taking receipt(long attemptId) {
        return new Taking.Submitted(receipts.of(attemptId));
    }

    private static Uni<Taking> unavailable(String why) {
        return Uni.createFrom().failure(new Unavailable("direct path: " + why, SOON));
    }
}
