package cn.chaoxue.exam;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt as PostgreSQL knows it. Ungraded, it may be further along in Redis.
/// @param overdueMillis since its deadline by the database's clock; negative before it
/// @param origin who submitted it; null until graded
record Attempt(
        long id,
        long examId,
        long learnerId,
        List<Long> questionIds,
        Instant startedAt,
        Instant deadline,
        long overdueMillis,
        @Nullable Grade grade,
        @Nullable Origin origin) {

    /// What marking needs to know of an attempt.
    record Paper(long attemptId, long examId, long learnerId, List<Long> questionIds, boolean graded) {}

    Paper paper() {
        return new Paper(id, examId, learnerId, questionIds, graded());
    }

    /// Whether its deadline and a grace after it are over.
    boolean overdueBy(Duration grace) {
        return overdueMillis > grace.toMillis();
    }

    /// The instant it was read at, by the database's clock: a pod's own may be wrong.
    Instant readAt() {
        return deadline.plusMillis(overdueMillis);
    }

    boolean graded() {
        return grade != null;
    }
}
