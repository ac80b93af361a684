package cn.chaoxue.exam;

import cn.chaoxue.exam.Attempt.Paper;
import cn.chaoxue.exam.Verdicts.Accepted;
import cn.chaoxue.exam.Verdicts.Rejected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// An entry whose fields make sense, with the paper it brings along. (As a map's key an entry would have all its
    /// fields hashed at each look.)
    private record Readable(Entry entry, Submission submission, Optional<Paper> paper) {}

    private record Known(Map<Long, Paper> papers, Map<Long, Bank> banks) {

        @Nullable
        Paper paper(Readable one) {
            return one.paper.orElseGet(() -> papers.get(one.submission.attemptId()));
        }
    }

    /// Marks what can be marked and sets aside what cannot, so that one bad entry costs the others nothing. Entries
    /// that say what was asked are believed, until [SubmissionLedger] holds them against PostgreSQL's attempts:
    /// reading every paper took PostgreSQL and a worker a tenth more.
    Uni<Verdicts> mark(List<Entry> entries) {
        return mark(entries, Entry::paper);
    }

    /// The same, believing no entry: the papers are PostgreSQL's.
    Uni<Verdicts> markByTheBook(List<Entry> entries) {
        return mark(entries, _ -> Optional.empty());
    }

    private Uni<Verdicts> mark(List<Entry> entries, Function<Entry, Optional<Paper>> brought) {
        List<Readable> readable = new ArrayList<>(entries.size());
        List<Rejected> rejected = new ArrayList<>();
        for (Entry entry : entries) {
            try {
                readable.add(new Readable(entry, entry.submission(), brought.apply(entry)));
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
        List<Long> unread = readable.stream()
                .filter(one -> one.paper.isEmpty())
                .map(one -> one.submission.attemptId())
                .toList();
        Uni<List<Paper>> read = unread.isEmpty() ? Uni.createFrom().item(List.of()) : attempts.papers(unread);
        List<Paper> brought =
                readable.stream().flatMap(one -> one.paper.stream()).toList();
        return read.chain(found -> withBanks(found, brought));
    }

    private Uni<Known> withBanks(List<Paper> found, List<Paper> brought) {
        Map<Long, Paper> byAttempt = found.stream().collect(Collectors.toMap(Paper::attemptId, paper -> paper));
        return banks.of(Stream.concat(found.stream(), brought.stream()).toList())
                .map(held -> new Known(byAttempt, held));
    }

    private static Verdicts verdicts(List<Readable> readable, List<Rejected> rejected, Known known) {
        List<Accepted> accepted = new ArrayList<>(readable.size());
        for (Readable one : readable) {
            try {
                Paper paper = known.paper(one);
                Bank bank = paper == null ? null : known.banks.get(paper.examId());
                accepted.add(new Accepted(one.entry, marked(own(one.submission, paper), paper, bank)));
            } catch (RuntimeException unmarkable) {
                rejected.add(new Rejected(one.entry, "cannot be marked: " + unmarkable.getMessage()));
            }
        }
        return new Verdicts(accepted, rejected);
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
