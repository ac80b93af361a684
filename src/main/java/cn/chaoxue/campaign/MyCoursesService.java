package cn.chaoxue.campaign;

import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// 我的课程 (A4.2): what is stored, overlaid with what is still in flight. Where that cannot be had in time the stored
/// progress stands, at most one flush interval old.
@Startup
@ApplicationScoped
class MyCoursesService {

    private final MyCourseRepository courses;
    private final LiveProgress live;
    private final Duration patience;
    private final Counter fallbacks;

    MyCoursesService(MyCourseRepository courses, LiveProgress live, CampaignConfig config, MeterRegistry metrics) {
        this.courses = courses;
        this.live = live;
        this.patience = config.liveProgressPatience();
        this.fallbacks = new FeatureMeters(metrics, "campaign")
                .counter("progress.fallbacks", "Course lists shown without the seconds still in Redis");
    }

    Uni<MyCoursesView> of(long learnerId, boolean withClosed) {
        return courses.of(learnerId, withClosed).chain(stored -> overlay(learnerId, stored));
    }

    private Uni<MyCoursesView> overlay(long learnerId, List<MyCourseView> stored) {
        return inFlight(learnerId, stored)
                .map(fresh -> stored.stream()
                        .map(course -> course.with(fresh.get(course.courseId())))
                        .toList())
                .map(MyCoursesView::new);
    }

    private Uni<Map<Long, LiveProgress.InFlight>> inFlight(long learnerId, List<MyCourseView> stored) {
        Set<Long> unfinished = stored.stream()
                .filter(course -> course.progress() < 1)
                .map(MyCourseView::courseId)
                .collect(Collectors.toSet());
        if (unfinished.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return live.of(learnerId, unfinished)
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .invoke(() -> fallbacks.increment())
                .onFailure()
                .recoverWithItem(Map.of());
    }
}
