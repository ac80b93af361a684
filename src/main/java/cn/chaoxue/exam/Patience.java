package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The time a learner is kept waiting, over all the ways an answer may be sought.
@Singleton
class Patience {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration limit;

    Patience(ExamConfig config) {
        this.limit = config.answerWithin();
    }

    /// The answer, or [Unavailable] when it takes too long; what was begun may still take effect.
    <T> Uni<T> with(Uni<T> answer) {
        return answer.ifNoItem().after(limit).failWith(Patience::exhausted);
    }

    /// The same.
    <T> Future<T> with(Future<T> answer) {
        return answer.timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? exhausted() : failure));
    }

    private static Unavailable exhausted() {
        return new Unavailable("exam: no answer in time", SOON);
    }
}
