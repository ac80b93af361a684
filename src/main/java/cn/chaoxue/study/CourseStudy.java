package cn.chaoxue.study;

import cn.chaoxue.campaign.Enrolments;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.campaign.LiveProgress;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.course.Courses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Progress as it stands: from Redis where something is in flight, else from PostgreSQL.
@ApplicationScoped
class CourseStudy implements LiveProgress, ProgressQuery {

    private final Courses courses;
    private final Enrolments enrolments;
    private final CoverageBuffer buffer;
    private final ProgressRepository progress;

    CourseStudy(Courses courses, Enrolments enrolments, CoverageBuffer buffer, ProgressRepository progress) {
        this.courses = courses;
        this.enrolments = enrolments;
        this.buffer = buffer;
        this.progress = progress;
    }

    /// Where a learner stands in a course; empty where there is none, or it is not theirs: neither enrolled now
    /// nor ever studied.
    Uni<Optional<CourseStudyView>> of(long learnerId, long courseId) {
        LearnerCourse who = new LearnerCourse(learnerId, courseId);
        return courses.timeline(courseId)
                .chain(course -> course.map(line -> of(who, line)).orElseGet(CourseStudy::nothing));
    }

    @Override
    public Uni<Map<Long, InFlight>> of(long learnerId, Collection<Long> courseIds) {
        return buffer.states(learnerId, courseIds).map(CourseStudy::inFlight);
    }

    /// Completions reach PostgreSQL at once, so its answer is good enough while Redis is away.
    @Override
    public Uni<Boolean> complete(LearnerCourse who) {
        return state(who)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(state -> state.filter(CoverageState::isComplete).isPresent()
                        ? Uni.createFrom().item(true)
                        : progress.load(who).map(StoredProgress::complete));
    }

    private Uni<Optional<CourseStudyView>> of(LearnerCourse who, CourseTimeline course) {
        return state(who)
                .chain(state -> state.isPresent()
                        ? Uni.createFrom()
                                .item(state.map(here -> CourseStudyView.of(course, here.bitmap(), here.position())))
                        : stored(who, course));
    }

    private Uni<Optional<CourseStudyView>> stored(LearnerCourse who, CourseTimeline course) {
        return Uni.combine()
                .all()
                .unis(progress.load(who), enrolments.policy(who))
                .with((stored, policy) -> policy.isPresent() || stored.version() > 0
                        ? Optional.of(CourseStudyView.of(course, stored.bitmap(), stored.position()))
                        : Optional.empty());
    }

    private Uni<Optional<CoverageState>> state(LearnerCourse who) {
        return buffer.states(who.learnerId(), List.of(who.courseId()))
                .map(states -> Optional.ofNullable(states.get(who.courseId())));
    }

    private static Map<Long, InFlight> inFlight(Map<Long, CoverageState> states) {
        return states.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new InFlight(
                                entry.getValue().progress(), entry.getValue().coveredSeconds())));
    }

    private static Uni<Optional<CourseStudyView>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
