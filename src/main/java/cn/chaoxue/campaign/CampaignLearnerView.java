package cn.chaoxue.campaign;

import cn.chaoxue.org.UnitRef;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An enrolled learner as the liaison sees them (A4.5): the name masked (A1.9), the unit they were enrolled under.
@Schema(name = "CampaignLearner")
record CampaignLearnerView(
        long learnerId,
        String name,
        UnitRef unit,
        LearnerStatus status,
        int requiredDone,
        int requiredTotal,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    /// A page; `next` is null on the last one.
    @Schema(name = "CampaignLearners")
    record Page(List<CampaignLearnerView> items, @Nullable String next) {

        /// `rows` holds one more than `limit` where there is a next page.
        static Page of(List<CampaignLearnerView> rows, int limit) {
            return rows.size() <= limit
                    ? new Page(rows, null)
                    : new Page(
                            rows.subList(0, limit), rows.get(limit - 1).cursor().encoded());
        }
    }

    @JsonIgnore
    LearnerCursor cursor() {
        return new LearnerCursor(unit.id(), learnerId);
    }
}
