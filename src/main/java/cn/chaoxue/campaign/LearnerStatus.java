package cn.chaoxue.campaign;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an enrolled learner stands in a campaign.
enum LearnerStatus {
    NOT_STARTED,
    IN_STUDY,
    COMPLETED;

    static LearnerStatus of(@Nullable Instant startedAt, @Nullable Instant completedAt) {
        if (completedAt != null) {
            return COMPLETED;
        }
        return startedAt == null ? NOT_STARTED : IN_STUDY;
    }

    static Optional<LearnerStatus> named(String name) {
        return Arrays.stream(values()).filter(s -> s.name().equals(name)).findFirst();
    }
}
