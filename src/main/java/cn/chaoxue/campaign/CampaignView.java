package cn.chaoxue.campaign;

import cn.chaoxue.course.CourseForm;
import cn.chaoxue.org.UnitRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A campaign in a list.
/// @param unit whose campaign it is; it addresses that unit and all below (A4.1, A4.3)
@Schema(name = "Campaign")
record CampaignView(
        long campaignId,
        String title,
        String kind,
        Instant opensAt,
        Instant closesAt,
        CampaignState state,
        UnitRef unit,
        int requiredCourses,
        int optionalCourses) {

    /// Campaigns that concern the caller, the one opened last first.
    @Schema(name = "Campaigns")
    record Page(List<CampaignView> items) {}

    /// A course of a campaign.
    @Schema(name = "CampaignCourse")
    record CourseLine(
            long courseId,
            String title,
            CourseForm form,
            boolean required,
            int durationSeconds,
            BigDecimal studyHours) {}

    /// One campaign with its courses, in its own order.
    @Schema(name = "CampaignDetail")
    record Detail(
            long campaignId,
            String title,
            String kind,
            Instant opensAt,
            Instant closesAt,
            CampaignState state,
            UnitRef unit,
            int requiredCourses,
            int optionalCourses,
            List<CourseLine> courses) {}

    Detail with(List<CourseLine> courses) {
        return new Detail(
                campaignId, title, kind, opensAt, closesAt, state, unit, requiredCourses, optionalCourses, courses);
    }
}
