package cn.chaoxue.exam;

import cn.chaoxue.platform.cache.RecentAnswers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

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

    /// The banks of several tests by id; tests that do not exist are left out.
    Uni<Map<Long, Bank>> of(Collection<Long> examIds) {
        return Multi.createFrom()
                .items(examIds.stream().distinct())
                .onItem()
                .transformToUniAndConcatenate(this::of)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asMap(Bank::examId);
    }
}
