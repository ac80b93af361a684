package cn.chaoxue.exam;

import cn.chaoxue.exam.Attempt.Paper;
import cn.chaoxue.platform.cache.RecentAnswers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The banks in use, answer keys included, remembered for a minute: grading asks for the same few all day.
@ApplicationScoped
class Banks {

    private static final int MOST = 500;
    private static final Duration ABSENT = Duration.ofSeconds(1);

    private final BankRepository repository;
    private final RecentAnswers<Long, Optional<Bank>> known;

    Banks(BankRepository repository, ExamConfig config) {
        this.repository = repository;
        this.known = new RecentAnswers<>("exam-banks", MOST, bank -> bank.isPresent() ? config.remember() : ABSENT);
    }

    /// The bank of a test; empty where there is no such test.
    Uni<Optional<Bank>> of(long examId) {
        return known.get(examId, repository::find);
    }

    /// The banks these papers were drawn from, by test; tests that do not exist are left out. A bank that lacks a
    /// question of its paper is read anew: the process that drew it knew of a change before this one.
    Uni<Map<Long, Bank>> of(Collection<Paper> papers) {
        return Multi.createFrom()
                .iterable(papers.stream()
                        .collect(Collectors.groupingBy(Paper::examId))
                        .values())
                .onItem()
                .transformToUniAndConcatenate(this::ofOneTest)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asMap(Bank::examId);
    }

    private Uni<Optional<Bank>> ofOneTest(List<Paper> papers) {
        long examId = papers.getFirst().examId();
        return of(examId)
                .chain(bank -> papers.stream().allMatch(paper -> holds(bank, paper))
                        ? Uni.createFrom().item(bank)
                        : anew(examId));
    }

    private Uni<Optional<Bank>> anew(long examId) {
        known.forget(examId);
        return of(examId);
    }

    private static boolean holds(Optional<Bank> bank, Paper paper) {
        return bank.isPresent() && bank.get().questions().keySet().containsAll(paper.questionIds());
    }
}
