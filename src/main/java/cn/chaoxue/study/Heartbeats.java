package cn.chaoxue.study;

import cn.chaoxue.campaign.Enrolments;
import cn.chaoxue.campaign.Enrolments.StudyPolicy;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.course.Courses;
import cn.chaoxue.platform.problem.Problem.FieldError;
import cn.chaoxue.study.CoverageBuffer.Merge;
import cn.chaoxue.study.CoverageBuffer.Merged;
import cn.chaoxue.study.HeartbeatOutcome.Accepted;
import cn.chaoxue.study.HeartbeatOutcome.Invalid;
import cn.chaoxue.study.HeartbeatOutcome.NotEnrolled;
import cn.chaoxue.study.HeartbeatOutcome.Shed;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Accepts heartbeats: answers only after Redis has what it reports. Credit never exceeds the learner's wall clock
/// × the campaign's rate + tolerance, over all courses, tabs and devices (invariant 3).
///
/// Vert.x futures in place of Mutiny from here to Redis: what a heartbeat asks is nearly always in memory, and
/// context propagation wraps every stage of a `Uni` (docs/performance.md).
@ApplicationScoped
class Heartbeats {

    /// Players round the end of a film up; what they report beyond it is clipped, not refused.
    private static final double SLACK_SECONDS = 5;

    private final Courses courses;
    private final Enrolments enrolments;
    private final CoverageBuffer buffer;
    private final ProgressRepository progress;
    private final Pacing pacing;
    private final StudyMetrics metrics;

    Heartbeats(
            Courses courses,
            Enrolments enrolments,
            CoverageBuffer buffer,
            ProgressRepository progress,
            Pacing pacing,
            StudyMetrics metrics) {
        this.courses = courses;
        this.enrolments = enrolments;
        this.buffer = buffer;
        this.progress = progress;
        this.pacing = pacing;
        this.metrics = metrics;
    }

    Future<HeartbeatOutcome> accept(long learnerId, HeartbeatRequest request) {
        List<FieldError> errors = request.errors();
        if (!errors.isEmpty()) {
            return outcome(new Invalid(errors));
        }
        if (pacing.mustShed()) {
            return Future.succeededFuture(new Shed());
        }
        LearnerCourse who = new LearnerCourse(learnerId, Objects.requireNonNull(request.courseId()));
        return courses.askTimeline(who.courseId()).compose(course -> enrolled(who, course, request));
    }

    private Future<HeartbeatOutcome> enrolled(
            LearnerCourse who, Optional<CourseTimeline> course, HeartbeatRequest request) {
        return course.isEmpty()
                ? outcome(new NotEnrolled())
                : enrolments.askPolicy(who).compose(policy -> within(who, course.get(), policy, request));
    }

    private Future<HeartbeatOutcome> within(
            LearnerCourse who, CourseTimeline course, Optional<StudyPolicy> policy, HeartbeatRequest request) {
        if (policy.isEmpty()) {
            return outcome(new NotEnrolled());
        }
        List<FieldError> errors = request.errorsBeyond(course.durationSeconds() + SLACK_SECONDS);
        if (!errors.isEmpty()) {
            return outcome(new Invalid(errors));
        }
        Merge heartbeat = request.toMerge(who, course, policy.get().allowedRate());
        return merge(heartbeat).map(merged -> accepted(course, merged));
    }

    private Future<Merged> merge(Merge heartbeat) {
        return buffer.merge(heartbeat)
                .compose(merged ->
                        merged.isPresent() ? Future.succeededFuture(merged.get()) : restoreAndMerge(heartbeat));
    }

    /// A state that vanishes again in between is a Redis in trouble: the client comes back.
    private Future<Merged> restoreAndMerge(Merge heartbeat) {
        return UniHelper.toFuture(progress.load(heartbeat.who())
                        .chain(stored -> buffer.restore(heartbeat.who(), heartbeat.course(), stored)))
                .compose(_ -> buffer.merge(heartbeat))
                .map(merged -> merged.orElseThrow(pacing::vanished));
    }

    private HeartbeatOutcome accepted(CourseTimeline course, Merged merged) {
        metrics.accepted(merged);
        double progressShare = Math.min(1.0, (double) merged.coveredSegments() / course.segments());
        return new Accepted(new HeartbeatView(
                progressShare,
                merged.coveredSeconds(),
                merged.creditedSeconds(),
                merged.refusedSeconds(),
                merged.coveredSegments() >= course.segments(),
                pacing.nextInSeconds()));
    }

    private Future<HeartbeatOutcome> outcome(HeartbeatOutcome refusal) {
        metrics.refused(refusal);
        return Future.succeededFuture(refusal);
    }
}
