package cn.chaoxue.campaign;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records what happened in a learner's course in every open-or-past campaign that enrols them for it, once,
/// and moves the tallies in the same transaction. Facts already known change nothing, so a replay is harmless.
public interface CampaignFacts {

    /// A fact with its instant; `attemptId` where an exam attempt is the evidence.
    record Fact(LearnerCourse who, Instant at, @Nullable Long attemptId) {}

    /// What one transaction newly recorded.
    /// @param tallies absolute counts to [TallyLedger#publish] after commit
    /// @param completions course completions that were new, each with the campaign they count in
    record Recorded(List<UnitTally> tallies, List<NewCompletion> completions) {}

    /// A course completion recorded for the first time in a campaign.
    record NewCompletion(
            long campaignId,
            String campaignKind,
            LearnerCourse who,
            Instant at,
            @Nullable Long attemptId) {}

    /// First study of a course: starts the learner's enrolments.
    Uni<Recorded> started(SqlConnection tx, List<Fact> facts);

    /// A passed test with progress 100 % (A3.5): starts, passes and completes the course, and completes the campaign
    /// where it was the last required course (A4.4).
    Uni<Recorded> passed(SqlConnection tx, List<Fact> facts);

    /// Progress 100 % of a course that has no test: completes the course.
    Uni<Recorded> completedWithoutTest(SqlConnection tx, List<Fact> facts);
}
