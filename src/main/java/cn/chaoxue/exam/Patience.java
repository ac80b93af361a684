package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The time a learner is kept waiting, over all the ways an answer may be sought.
@Singleton
class Patience {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration limit;
    private final Vertx vertx;

    Patience(ExamConfig config, Vertx vertx) {
        this.limit = config.answerWithin();
        this.vertx = vertx;
    }

    /// The answer, or [Unavailable] when it takes too long; what was begun may still take effect.
    <T> Uni<T> with(Uni<T> answer) {
        return answer.ifNoItem().after(limit).failWith(Patience::exhausted);
    }

    /// The same. The clock is that of the caller's own event loop: a future that belongs to no context would have
    /// another thread woken for every answer (some 4 % of what a submission costs).
    <T> Future<T> with(Future<T> answer) {
        Promise<T> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
        answer.onComplete(here);
        return here.future()
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? exhausted() : failure));
    }

    private static Unavailable exhausted() {
        return new Unavailable("exam: no answer in time", SOON);
    }
}
