package cn.chaoxue.campaign;

import cn.chaoxue.course.CourseForm;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A course the caller has to, or may, study in a campaign.
/// @param progress 0 to 1, as fresh as the last heartbeat; 1 only when every segment is covered
/// @param examId null where the course has no test
@Schema(name = "MyCourse")
record MyCourseView(
        long courseId,
        String title,
        CourseForm form,
        String subject,
        boolean required,
        int durationSeconds,
        BigDecimal studyHours,
        double progress,
        int coveredSeconds,
        @Nullable Long examId,
        boolean passed,
        boolean completed,
        long campaignId,
        String campaignTitle,
        Instant closesAt) {

    /// The same with what is in flight, where that is ahead: progress never goes back.
    MyCourseView with(LiveProgress.@Nullable InFlight live) {
        if (live == null || live.progress() <= progress) {
            return this;
        }
        return new MyCourseView(
                courseId,
                title,
                form,
                subject,
                required,
                durationSeconds,
                studyHours,
                live.progress(),
                live.coveredSeconds(),
                examId,
                passed,
                completed,
                campaignId,
                campaignTitle,
                closesAt);
    }
}
