package cn.chaoxue.exam;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A test before it is begun.
/// @param open whether an attempt can be begun or gone on with now
/// @param reason why not
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExamView(
        long examId,
        long courseId,
        String title,
        int passMark,
        int questionCount,
        int durationSeconds,
        int maxAttempts,
        int attemptsUsed,
        boolean open,
        @Nullable String reason,
        @Nullable Long lastAttemptId,
        @Nullable Integer bestScore,
        boolean passed) {

    static ExamView of(Bank bank, Standing standing, Optional<Attempt> newest, Optional<Refusal> why) {
        return new ExamView(
                bank.examId(),
                bank.courseId(),
                bank.title(),
                bank.passMark(),
                Math.min(bank.questionCount(), bank.questions().size()),
                bank.durationSeconds(),
                bank.maxAttempts(),
                standing.used(),
                why.isEmpty(),
                why.map(Refusal::slug).orElse(null),
                newest.map(Attempt::id).orElse(null),
                standing.best(),
                standing.passed());
    }
}
