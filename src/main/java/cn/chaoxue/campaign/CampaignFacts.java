package cn.chaoxue.campaign;

import cn.chaoxue.org.SteadyTree;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records what happened in a learner's course in every open-or-past campaign that enrols them for it, once, from its
/// opening on, and moves the tallies in the same transaction. Facts already known change nothing: a replay is
/// harmless.
///
/// One transaction makes one call, as its last statement but the commit: the tree is held first, then enrolments are
/// locked in key order, the tallies' hot rows last, so concurrent batches never wait in a circle, nor with a change
/// of the tree, and hold the root for the shortest time.
@ApplicationScoped
public class CampaignFacts {

    /// A fact with its instant; `attemptId` where an exam attempt is the evidence.
    public record Fact(
            LearnerCourse who, Instant at, @Nullable Long attemptId) {}

    /// All facts of one transaction.
    /// @param started first study of a course: starts the learner's enrolments
    /// @param passed a passed test with progress 100 % (A3.5): starts, passes and completes the course, and the
    ///     campaign where it was the last required course (A4.4)
    /// @param completedWithoutTest progress 100 % of a course that has no test: completes the course
    public record Batch(List<Fact> started, List<Fact> passed, List<Fact> completedWithoutTest) {

        boolean isEmpty() {
            return started.isEmpty() && passed.isEmpty() && completedWithoutTest.isEmpty();
        }
    }

    /// What one transaction newly recorded.
    /// @param tallies absolute counts to [TallyLedger#publish] after commit
    /// @param completions course completions that were new, each with the campaign they count in
    public record Recorded(List<UnitTally> tallies, List<NewCompletion> completions) {}

    /// A course completion recorded for the first time in a campaign.
    /// @param at when the course was finished, perhaps before the campaign opened
    public record NewCompletion(
            long campaignId,
            String campaignKind,
            LearnerCourse who,
            Instant at,
            @Nullable Long attemptId) {}

    /// What belongs into the same transaction once the new completions are known: hour credits.
    @FunctionalInterface
    public interface Alongside {
        Uni<?> with(SqlConnection tx, List<NewCompletion> completions);
    }

    static final Alongside NOTHING_ELSE = (_, _) -> Uni.createFrom().voidItem();

    private final FactRepository facts;
    private final TallyLedger tallies;

    CampaignFacts(FactRepository facts, TallyLedger tallies) {
        this.facts = facts;
        this.tallies = tallies;
    }

    /// First study of a course: starts the learner's enrolments.
    public Uni<Recorded> started(SqlConnection tx, List<Fact> started) {
        return record(tx, new Batch(started, List.of(), List.of()), NOTHING_ELSE);
    }

    /// A passed test with progress 100 %; see [Batch].
    public Uni<Recorded> passed(SqlConnection tx, List<Fact> passed) {
        return record(tx, new Batch(List.of(), passed, List.of()), NOTHING_ELSE);
    }

    /// Progress 100 % of a course that has no test; see [Batch].
    public Uni<Recorded> completedWithoutTest(SqlConnection tx, List<Fact> completed) {
        return record(tx, new Batch(List.of(), List.of(), completed), NOTHING_ELSE);
    }

    /// Records a mixed batch; `alongside` runs before the tallies' hot rows are touched.
    public Uni<Recorded> record(SqlConnection tx, Batch batch, Alongside alongside) {
        return record(tx, batch, alongside, List.of());
    }

    /// The same, counting deltas of the caller's own rows along: the tallies are touched once per transaction.
    Uni<Recorded> record(SqlConnection tx, Batch batch, Alongside alongside, List<TallyDelta> others) {
        if (batch.isEmpty()) {
            return count(tx, new FactChanges(List.of(), List.of(), others));
        }
        return SteadyTree.hold(tx)
                .chain(() -> facts.targets(tx, batch))
                .chain(targets -> changes(tx, targets, others))
                .call(changes -> alongside.with(tx, changes.completions()))
                .chain(changes -> count(tx, changes));
    }

    private Uni<FactChanges> changes(SqlConnection tx, List<FactTarget> targets, List<TallyDelta> others) {
        return facts.insert(tx, targets)
                .chain(courses ->
                        facts.settle(tx, targets, courses).map(settled -> new FactChanges(courses, settled, others)));
    }

    private Uni<Recorded> count(SqlConnection tx, FactChanges changes) {
        List<TallyDelta> deltas = changes.deltas();
        Uni<List<UnitTally>> counted = deltas.isEmpty() ? Uni.createFrom().item(List.of()) : tallies.apply(tx, deltas);
        return counted.map(now -> new Recorded(now, changes.completions()));
    }
}
