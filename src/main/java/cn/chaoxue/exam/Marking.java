package cn.chaoxue.exam;

import cn.chaoxue.exam.Verdicts.Rejected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Marks submissions against their attempts' papers. Reads, decides, writes nothing.
@ApplicationScoped
class Marking {

    private final AttemptRepository attempts;
    private final Banks banks;

    Marking(AttemptRepository attempts, Banks banks) {
        this.attempts = attempts;
        this.banks = banks;
    }

    private record Known(Map<Long, Attempt> attempts, Map<Long, Bank> banks) {}

    /// Marks what can be marked and sets aside what cannot, so that one bad entry costs the others nothing.
    Uni<Verdicts> mark(List<Entry> entries) {
        Map<Entry, Submission> readable = new LinkedHashMap<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                readable.put(entry, entry.submission());
            } catch (RuntimeException malformed) {
                rejected.add(new Rejected(entry, "malformed: " + malformed.getMessage()));
            }
        }
        return known(readable.values()).map(known -> verdicts(readable, rejected, known));
    }

    /// Marks one submission known to be well-formed.
    Uni<Marked> mark(Attempt attempt, Submission submission) {
        return banks.of(attempt.examId()).map(bank -> marked(submission, attempt, bank.orElse(null)));
    }

    private Uni<Known> known(Collection<Submission> submissions) {
        if (submissions.isEmpty()) {
            return Uni.createFrom().item(new Known(Map.of(), Map.of()));
        }
        return attempts.find(submissions.stream().map(Submission::attemptId).toList())
                .chain(this::withBanks);
    }

    private Uni<Known> withBanks(List<Attempt> found) {
        Map<Long, Attempt> byId = found.stream().collect(Collectors.toMap(Attempt::id, attempt -> attempt));
        return banks.of(found.stream().map(Attempt::examId).toList()).map(held -> new Known(byId, held));
    }

    private static Verdicts verdicts(Map<Entry, Submission> readable, List<Rejected> rejected, Known known) {
        List<Marked> marked = new ArrayList<>();
        readable.forEach((entry, submission) -> {
            try {
                Attempt attempt = known.attempts.get(submission.attemptId());
                marked.add(marked(submission, attempt, attempt == null ? null : known.banks.get(attempt.examId())));
            } catch (RuntimeException unmarkable) {
                rejected.add(new Rejected(entry, "cannot be marked: " + unmarkable.getMessage()));
            }
        });
        return new Verdicts(marked, rejected);
    }

    private static Marked marked(Submission submission, @Nullable Attempt attempt, @Nullable Bank bank) {
        if (attempt == null || attempt.learnerId() != submission.learnerId()) {
            throw new IllegalStateException("the learner has no attempt " + submission.attemptId());
        }
        if (bank == null) {
            throw new IllegalStateException("exam %d has no bank".formatted(attempt.examId()));
        }
        List<Question> paper =
                attempt.questionIds().stream().map(bank::question).toList();
        return new Marked(submission, bank, Grading.grade(paper, submission.answers(), bank.passMark()));
    }
}
