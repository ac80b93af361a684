package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.NewCompletion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a transaction's statements really changed, and what that means for counts; `others` are counted along.
record FactChanges(List<CourseChange> courses, List<EnrolmentChange> enrolments, List<TallyDelta> others) {

    /// A course newly passed, newly completed, or both.
    record CourseChange(
            long campaignId,
            String campaignKind,
            long unitId,
            boolean required,
            LearnerCourse who,
            Instant at,
            @Nullable Long attemptId,
            boolean passed,
            boolean completed) {

        NewCompletion asCompletion() {
            return new NewCompletion(campaignId, campaignKind, who, at, attemptId);
        }

        TallyDelta delta() {
            return new TallyDelta(campaignId, unitId, 0, 0, completed ? 1 : 0, passed ? 1 : 0, 0);
        }
    }

    /// An enrolment newly started, newly completed, or both.
    record EnrolmentChange(long campaignId, long unitId, boolean started, boolean completed) {

        TallyDelta delta() {
            return new TallyDelta(campaignId, unitId, 0, started ? 1 : 0, 0, 0, completed ? 1 : 0);
        }
    }

    private record Key(long campaignId, long unitId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byCampaign = Long.compare(campaignId, other.campaignId);
            return byCampaign != 0 ? byCampaign : Long.compare(unitId, other.unitId);
        }
    }

    List<NewCompletion> completions() {
        return courses.stream()
                .filter(CourseChange::completed)
                .map(CourseChange::asCompletion)
                .toList();
    }

    /// One delta per campaign and unit that moved, in key order.
    List<TallyDelta> deltas() {
        Map<Key, TallyDelta> sums = new TreeMap<>();
        courses.forEach(change -> add(sums, change.delta()));
        enrolments.forEach(change -> add(sums, change.delta()));
        others.forEach(delta -> add(sums, delta));
        Collection<TallyDelta> moved = sums.values();
        return moved.stream().filter(FactChanges::moves).toList();
    }

    private static void add(Map<Key, TallyDelta> sums, TallyDelta delta) {
        sums.merge(new Key(delta.campaignId(), delta.unitId()), delta, TallyDelta::plus);
    }

    private static boolean moves(TallyDelta delta) {
        return delta.enrolled() + delta.started() + delta.courseCompletions() + delta.passed() + delta.completed() > 0;
    }
}
