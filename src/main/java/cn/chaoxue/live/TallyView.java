package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The counts of a unit, itself and all below, as boards show them (A4.5).
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TallyView(
        long campaignId,
        UnitView unit,
        @Schema(description = "Learners enrolled") long enrolled,
        @Schema(description = "Learners who have begun") long started,
        @Schema(description = "Begun and not completed") long inStudy,

        @Schema(description = "Courses completed, all learners together")
        long courseCompletions,

        @Schema(description = "Course tests passed, all learners together")
        long passed,

        @Schema(description = "Learners who have completed every required course")
        long completed,

        @Schema(description = "Live estimate: learners heard of within the last minute")
        int onlineNow,

        @Schema(description = "Rises with every change of the counts, never goes back")
        long version,

        @Schema(description = "When the counts last changed")
        Instant changedAt,

        @Schema(description = "When these numbers were read")
        Instant asOf,

        @Schema(description = "Superior units inside the caller's subtree, from the top") @Nullable
        List<UnitView> parents,

        @Schema(description = "Units directly below, in the organisation's order") @Nullable
        List<ChildView> children,

        @Schema(description = "Counted from the facts in the same snapshot") @Nullable
        CountsView recount,

        @Schema(description = "Stored minus counted; all zero when right") @Nullable
        CountsView drift) {

    /// A unit directly below the one shown.
    public record ChildView(
            UnitView unit,
            long enrolled,
            long started,
            long inStudy,
            long courseCompletions,
            long passed,
            long completed,
            int onlineNow,
            long version) {

        static ChildView of(UnitView unit, UnitTally tally, int onlineNow) {
            return new ChildView(
                    unit,
                    tally.enrolled(),
                    tally.started(),
                    tally.started() - tally.completed(),
                    tally.courseCompletions(),
                    tally.passed(),
                    tally.completed(),
                    onlineNow,
                    tally.version());
        }
    }

    static TallyView of(
            UnitView unit, UnitTally tally, int onlineNow, Instant asOf, @Nullable List<ChildView> children) {
        return new TallyView(
                tally.campaignId(),
                unit,
                tally.enrolled(),
                tally.started(),
                tally.started() - tally.completed(),
                tally.courseCompletions(),
                tally.passed(),
                tally.completed(),
                onlineNow,
                tally.version(),
                tally.changedAt(),
                asOf,
                null,
                children,
                null,
                null);
    }

    TallyView withParents(List<UnitView> visible) {
        return with(visible, recount, drift);
    }

    TallyView withRecount(CountsView counted, CountsView difference) {
        return with(parents, counted, difference);
    }

    private TallyView with(
            @Nullable List<UnitView> newParents, @Nullable CountsView newRecount, @Nullable CountsView newDrift) {
        return new TallyView(
                campaignId,
                unit,
                enrolled,
                started,
                inStudy,
                courseCompletions,
                passed,
                completed,
                onlineNow,
                version,
                changedAt,
                asOf,
                newParents,
                children,
                newRecount,
                newDrift);
    }
}
