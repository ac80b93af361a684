package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.course.Courses;
import cn.chaoxue.study.ProgressRepository.Change;
import cn.chaoxue.study.ProgressRepository.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A Redis that lost its last second, or its disk, knows less than PostgreSQL. When a write shows it, the stored
/// coverage goes back into Redis, so that learners see it at once and are not asked to watch again.
@ApplicationScoped
class ForgottenCoverage {

    private final Courses courses;
    private final CoverageBuffer buffer;
    private final ProgressRepository progress;
    private final StudyMetrics metrics;

    ForgottenCoverage(Courses courses, CoverageBuffer buffer, ProgressRepository progress, StudyMetrics metrics) {
        this.courses = courses;
        this.buffer = buffer;
        this.progress = progress;
        this.metrics = metrics;
    }

    /// Gives back what the written states lacked. Rare, hence one by one.
    Uni<Void> giveBack(List<Change> written, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<LearnerCourse, Change> changes =
                written.stream().collect(Collectors.toMap(Change::who, Function.identity(), (one, _) -> one));
        List<LearnerCourse> lacking = outcomes.stream()
                .filter(outcome -> outcome.coveredSegments() > coveredIn(changes.get(outcome.who())))
                .map(Outcome::who)
                .toList();
        return Multi.createFrom()
                .iterable(lacking)
                .onItem()
                .transformToUniAndConcatenate(this::giveBack)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> giveBack(LearnerCourse who) {
        metrics.restored();
        return courses.timeline(who.courseId()).chain(course -> giveBack(who, course));
    }

    private Uni<Void> giveBack(LearnerCourse who, Optional<CourseTimeline> course) {
        return course.isEmpty()
                ? Uni.createFrom().voidItem()
                : progress.load(who).chain(stored -> buffer.restore(who, course.get(), stored));
    }

    private static int coveredIn(@org.jspecify.annotations.Nullable Change change) {
        return change == null ? Integer.MAX_VALUE : change.state().coveredSegments();
    }
}
