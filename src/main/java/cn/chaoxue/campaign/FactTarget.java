package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.FactChanges.CourseChange;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A fact in a campaign that counts it: its learner's enrolment there is locked until the transaction ends.
/// @param at from when on it counts there: when it happened, though never before the opening
/// @param required whether the campaign demands the course
/// @param passes with a passed test
record FactTarget(
        long campaignId,
        String campaignKind,
        long unitId,
        boolean required,
        Instant at,
        Fact fact,
        boolean completes,
        boolean passes) {

    /// A fact as it is reported.
    record Line(Fact fact, boolean completes, boolean passes) {}

    /// A course of a learner in a campaign; in the order in which rows are taken.
    record Key(long campaignId, long learnerId, long courseId) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::campaignId)
                .thenComparingLong(Key::learnerId)
                .thenComparingLong(Key::courseId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// Of several facts that complete a course the passed test speaks, of several of those the earliest.
    private static final Comparator<FactTarget> SPEAKING =
            Comparator.comparing(FactTarget::passes).reversed().thenComparing(target -> target.fact.at());

    /// All facts of a batch in one list.
    static List<Line> lines(Batch batch) {
        return Stream.of(
                        batch.started().stream().map(fact -> new Line(fact, false, false)),
                        batch.passed().stream().map(fact -> new Line(fact, true, true)),
                        batch.completedWithoutTest().stream().map(fact -> new Line(fact, true, false)))
                .flatMap(lines -> lines)
                .toList();
    }

    /// The facts that complete a course, one per course of a learner in a campaign, in key order.
    static TreeMap<Key, FactTarget> completing(Collection<FactTarget> targets) {
        TreeMap<Key, FactTarget> byKey = new TreeMap<>();
        targets.stream()
                .filter(FactTarget::completes)
                .forEach(target -> byKey.merge(target.key(), target, FactTarget::speaking));
        return byKey;
    }

    Key key() {
        return new Key(campaignId, fact.who().learnerId(), fact.who().courseId());
    }

    CourseChange change(boolean passed, boolean completed) {
        return new CourseChange(
                campaignId, campaignKind, unitId, required, fact.who(), fact.at(), fact.attemptId(), passed, completed);
    }

    private static FactTarget speaking(FactTarget one, FactTarget other) {
        return SPEAKING.compare(one, other) <= 0 ? one : other;
    }
}
