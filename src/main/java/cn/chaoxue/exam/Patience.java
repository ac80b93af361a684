package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

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
        return answer.ifNoItem().after(limit).failWith(() -> new Unavailable("exam: no answer in time", SOON));
    }
}
