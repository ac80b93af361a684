package cn.chaoxue.hours;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one ledger of study hours (A3.4).
public interface HourLedger {

    /// A completed course that earns hours.
    record Earned(
            long learnerId,
            long courseId,
            int durationSeconds,
            String source,
            @Nullable Long campaignId,
            @Nullable Long attemptId,
            Instant at) {}

    /// Credits each course once per learner and cycle, by the rule of A2.4; what was credited before is passed over.
    /// Yields how many entries are new.
    Uni<Integer> credit(SqlConnection tx, List<Earned> earned);
}
