package cn.chaoxue.exam;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.exam.AttemptBuffer.Held;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.study.ProgressQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Lets learners begin a test, or go on with one begun, within its rules (A3.5, A4.4).
@ApplicationScoped
class Attempts {

    private final Banks banks;
    private final AttemptRepository attempts;
    private final AttemptBuffer buffer;
    private final Admission admission;
    private final ProgressQuery progress;

    Attempts(
            Banks banks,
            AttemptRepository attempts,
            AttemptBuffer buffer,
            Admission admission,
            ProgressQuery progress) {
        this.banks = banks;
        this.attempts = attempts;
        this.buffer = buffer;
        this.admission = admission;
        this.progress = progress;
    }

    /// Begins an attempt, or yields the paper of the one still open. Of concurrent calls all get the same paper.
    Uni<Starting> start(long examId, long learnerId) {
        return desk(examId, learnerId)
                .chain(desk -> desk.isEmpty() ? Uni.createFrom().item(new Starting.Unknown()) : start(desk.get()));
    }

    /// The test as this learner sees it; empty where no campaign brings it to them.
    Uni<Optional<ExamView>> view(long examId, long learnerId) {
        return desk(examId, learnerId)
                .chain(desk -> desk.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : obstacle(desk.get()).map(why -> Optional.of(desk.get().view(why))));
    }

    /// A learner before a test.
    private record Desk(Bank bank, long learnerId, Standing standing, Optional<Attempt> newest) {

        Optional<Attempt> open() {
            return newest.filter(attempt -> !attempt.graded());
        }

        LearnerCourse course() {
            return new LearnerCourse(learnerId, bank.courseId());
        }

        ExamView view(Optional<Refusal> why) {
            return ExamView.of(bank, standing, newest, why);
        }
    }

    private Uni<Optional<Desk>> desk(long examId, long learnerId) {
        return Uni.combine()
                .all()
                .unis(banks.of(examId), attempts.standing(examId, learnerId), attempts.newest(examId, learnerId))
                .with((bank, standing, newest) ->
                        bank.filter(_ -> standing.enrolled()).map(held -> new Desk(held, learnerId, standing, newest)));
    }

    private Uni<Starting> start(Desk desk) {
        return obstacle(desk)
                .chain(why -> why.isPresent()
                        ? Uni.createFrom().item(new Starting.Refused(why.get()))
                        : seated(desk).map(attempt -> new Starting.Started(Papers.view(desk.bank, attempt))));
    }

    /// Why the learner can neither begin nor go on; empty where one of both is possible.
    private Uni<Optional<Refusal>> obstacle(Desk desk) {
        if (desk.standing.passed()) {
            return refused(Refusal.ALREADY_PASSED);
        }
        if (desk.open().isPresent()) {
            return pending(desk.open().get());
        }
        if (!desk.standing.open()) {
            return refused(Refusal.CAMPAIGN_CLOSED);
        }
        if (desk.standing.used() >= desk.bank.maxAttempts()) {
            return refused(Refusal.NO_ATTEMPT_LEFT);
        }
        return progress.complete(desk.course())
                .map(complete -> complete ? Optional.empty() : Optional.of(Refusal.PROGRESS_INCOMPLETE));
    }

    /// Whether an attempt not graded is over all the same. While Redis is away it counts as open: going on is safe,
    /// since an attempt is submitted once whatever its learner believes.
    private Uni<Optional<Refusal>> pending(Attempt open) {
        if (open.overdueMillis() >= 0) {
            return refused(Refusal.RESULT_PENDING);
        }
        return buffer.held(new Seat(open.id(), open.learnerId()))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(held -> held.filter(Held::submitted).map(_ -> Refusal.RESULT_PENDING));
    }

    private Uni<Attempt> seated(Desk desk) {
        Uni<Attempt> attempt =
                desk.open().isPresent() ? Uni.createFrom().item(desk.open().get()) : opened(desk);
        // Where Redis is away the attempt is let in by its first answers.
        return attempt.call(open -> admission.admit(open).onFailure().recoverWithNull());
    }

    private Uni<Attempt> opened(Desk desk) {
        int number = desk.standing.used() + 1;
        List<Long> questions = Papers.draw(desk.bank, desk.learnerId, number);
        return attempts.open(desk.bank, desk.learnerId, number, questions)
                .chain(opened -> opened.isPresent()
                        ? Uni.createFrom().item(opened)
                        : attempts.newest(desk.bank.examId(), desk.learnerId))
                .map(Optional::orElseThrow);
    }

    private static Uni<Optional<Refusal>> refused(Refusal why) {
        return Uni.createFrom().item(Optional.of(why));
    }
}
