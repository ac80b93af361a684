package cn.chaoxue.campaign;

import cn.chaoxue.campaign.FactChanges.CourseChange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a batch means for one enrolment.
/// @param firstAt from when on it is started, where it was not
/// @param lastAt from when on it is completed, where this completes it
/// @param gained required courses newly completed
record EnrolmentAdvance(long campaignId, long learnerId, Instant firstAt, Instant lastAt, int gained) {

    /// One for each enrolment met, in key order.
    static Collection<EnrolmentAdvance> of(List<FactTarget> targets, List<CourseChange> courses) {
        Map<FactTarget.Key, EnrolmentAdvance> byEnrolment = new TreeMap<>();
        targets.forEach(target -> byEnrolment.merge(
                enrolment(target.campaignId(), target.fact().who()), met(target), EnrolmentAdvance::plus));
        courses.stream()
                .filter(course -> course.completed() && course.required())
                .forEach(course -> byEnrolment.computeIfPresent(
                        enrolment(course.campaignId(), course.who()), (_, advance) -> advance.gaining()));
        return byEnrolment.values();
    }

    private static FactTarget.Key enrolment(long campaignId, LearnerCourse who) {
        return new FactTarget.Key(campaignId, who.learnerId(), 0);
    }

    private static EnrolmentAdvance met(FactTarget target) {
        return new EnrolmentAdvance(target.campaignId(), target.fact().who().learnerId(), target.at(), target.at(), 0);
    }

    private EnrolmentAdvance plus(EnrolmentAdvance other) {
        Instant first = firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt;
        Instant last = lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt;
        return new EnrolmentAdvance(campaignId, learnerId, first, last, gained + other.gained);
    }

    private EnrolmentAdvance gaining() {
        return new EnrolmentAdvance(campaignId, learnerId, firstAt, lastAt, gained + 1);
    }
}
