package cn.chaoxue.campaign;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/// Progress as fresh as the last heartbeat. Declared here and kept by study, which knows what is still in Redis.
public interface LiveProgress {

    /// How far a learner is in a course that has state in flight.
    /// @param progress 0 to 1
    /// @param coveredSeconds seconds of the course covered, at most its duration
    record InFlight(double progress, int coveredSeconds) {}

    /// State in flight by course id; a course without any is absent (the stored progress holds). Fails where Redis is
    /// slow or gone: the caller falls back to stored progress. One round trip for all courses.
    Uni<Map<Long, InFlight>> of(long learnerId, Collection<Long> courseIds);
}
