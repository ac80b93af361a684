package cn.chaoxue.exam;

import cn.chaoxue.exam.Attempt.Paper;
import cn.chaoxue.exam.Verdicts.Rejected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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

    /// An entry whose fields make sense. (As a map's key an entry would have all its fields hashed at each look.)
    private record Readable(Entry entry, Submission submission) {}

    private record Known(Map<Long, Paper> papers, Map<Long, Bank> banks) {}

    /// Marks what can be marked and sets aside what cannot, so that one bad entry costs the others nothing.
    Uni<Verdicts> mark(List<Entry> entries) {
        List<Readable> readable = new ArrayList<>(entries.size());
        List<Rejected> rejected = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                readable.add(new Readable(entry, entry.submission()));
            } catch (RuntimeException malformed) {
                rejected.add(new Rejected(entry, "malformed: " + malformed.getMessage()));
            }
        }
        return known(readable).map(known -> verdicts(readable, rejected, known));
    }

    /// Marks one submission known to be well-formed.
    Uni<Marked> mark(Attempt attempt, Submission submission) {
        return banks.of(List.of(attempt.paper()))
                .map(held -> marked(submission, attempt.paper(), held.get(attempt.examId())));
    }

    private Uni<Known> known(List<Readable> readable) {
        if (readable.isEmpty()) {
            return Uni.createFrom().item(new Known(Map.of(), Map.of()));
        }
        return attempts.papers(
                        readable.stream().map(one -> one.submission.attemptId()).toList())
                .chain(this::withBanks);
    }

    private Uni<Known> withBanks(List<Paper> found) {
        Map<Long, Paper> byAttempt = found.stream().collect(Collectors.toMap(Paper::attemptId, paper -> paper));
        return banks.of(found).map(held -> new Known(byAttempt, held));
    }

    private static Verdicts verdicts(List<Readable> readable, List<Rejected> rejected, Known known) {
        List<Marked> marked = new ArrayList<>();
        for (Readable one : readable) {
            Submission submission = one.submission;
            try {
                Paper paper = known.papers.get(submission.attemptId());
                marked.add(
                        marked(own(submission, paper), paper, paper == null ? null : known.banks.get(paper.examId())));
            } catch (RuntimeException unmarkable) {
                rejected.add(new Rejected(one.entry, "cannot be marked: " + unmarkable.getMessage()));
            }
        }
        return new Verdicts(marked, rejected);
    }

    /// Records of one person become one only when no attempt is open: what is graded may have changed hands since.
    private static Submission own(Submission submission, @Nullable Paper paper) {
        return paper != null && paper.graded() ? submission.by(paper.learnerId()) : submission;
    }

    private static Marked marked(Submission submission, @Nullable Paper paper, @Nullable Bank bank) {
        if (paper == null || paper.learnerId() != submission.learnerId()) {
            throw new IllegalStateException("the learner has no attempt " + submission.attemptId());
        }
        if (bank == null) {
            throw new IllegalStateException("exam %d has no bank".formatted(paper.examId()));
        }
        List<Question> questions =
                paper.questionIds().stream().map(bank::question).toList();
        return new Marked(submission, bank, Grading.grade(questions, submission.answers(), bank.passMark()));
    }
}
