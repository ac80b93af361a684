package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.platform.cache.RecentAnswers;
import cn.chaoxue.platform.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may be answered on the papers now in learners' hands: from memory, else from Redis, else from PostgreSQL.
@ApplicationScoped
class OpenPapers {

    /// A few kilobytes each; beyond it, one more read of Redis per submission.
    private static final int MOST = 5_000;
    private static final Duration ABSENT = Duration.ofSeconds(1);

    private final SubmissionDoor door;
    private final AttemptBuffer buffer;
    private final AttemptRepository attempts;
    private final Banks banks;
    private final RecentAnswers<Seat, Optional<PaperRules>> known;

    OpenPapers(SubmissionDoor door, AttemptBuffer buffer, AttemptRepository attempts, Banks banks, ExamConfig config) {
        this.door = door;
        this.buffer = buffer;
        this.attempts = attempts;
        this.banks = banks;
        this.known = new RecentAnswers<>("exam-papers", MOST, rules -> rules.isPresent() ? config.remember() : ABSENT);
    }

    /// Holds answers against the paper of the learner's own attempt.
    Uni<Checked> check(Seat seat, Map<Long, @Nullable List<@Nullable String>> answers) {
        return known.get(seat, this::load).map(rules -> checked(rules, answers));
    }

    /// The same for the last time: what is not in memory is read together with the papers of others who submit, and
    /// not remembered.
    Future<Checked> checkForSubmission(Seat seat, Map<Long, @Nullable List<@Nullable String>> answers) {
        Optional<Optional<PaperRules>> remembered = known.known(seat);
        Future<Optional<PaperRules>> rules = remembered.isPresent()
                ? Future.succeededFuture(remembered.get())
                : door.paper(seat)
                        .otherwise(Optional.empty())
                        .compose(found -> found.isPresent()
                                ? Future.succeededFuture(found)
                                : UniHelper.toFuture(fromDatabase(seat)));
        return rules.map(found -> checked(found, answers));
    }

    /// The rules of an attempt at hand.
    Uni<PaperRules> rules(Attempt attempt) {
        return banks.of(attempt.examId()).map(bank -> PaperRules.of(bank.orElseThrow(), attempt.questionIds()));
    }

    private static Checked checked(Optional<PaperRules> rules, Map<Long, @Nullable List<@Nullable String>> answers) {
        if (rules.isEmpty()) {
            return new Checked.Unfit(new Taking.Unknown());
        }
        List<FieldError> complaints = rules.get().complaints(answers);
        return complaints.isEmpty()
                ? new Checked.Fit(Answers.of(answers), rules.get())
                : new Checked.Unfit(new Taking.Unfit(complaints));
    }

    private Uni<Optional<PaperRules>> load(Seat seat) {
        return buffer.held(seat)
                .map(held -> held.flatMap(AttemptBuffer.Held::rules))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(rules -> rules.isPresent() ? Uni.createFrom().item(rules) : fromDatabase(seat));
    }

    private Uni<Optional<PaperRules>> fromDatabase(Seat seat) {
        return attempts.find(seat.attemptId(), seat.learnerId())
                .chain(found -> found.isPresent()
                        ? rules(found.get()).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }
}
