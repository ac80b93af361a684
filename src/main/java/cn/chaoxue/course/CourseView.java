package cn.chaoxue.course;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A course as its reader sees it; never anything of its test but the id.
@Schema(name = "Course")
public record CourseView(
        long courseId,
        String title,
        CourseForm form,
        String subject,
        String summary,
        int durationSeconds,
        BigDecimal studyHours,
        int segmentSeconds,
        List<Lecturer> lecturers,
        @Nullable String mediaUrl,
        List<SectionView> sections,
        @Nullable Long examId) {

    static CourseView of(Course course, @Nullable Long examId) {
        return new CourseView(
                course.id,
                course.title,
                course.form,
                course.subject,
                course.summary,
                course.durationSeconds,
                StudyHours.of(course.durationSeconds),
                course.segmentSeconds,
                course.lecturers,
                course.mediaUrl,
                laidEndToEnd(course.sections),
                examId);
    }

    private static List<SectionView> laidEndToEnd(List<Section> sections) {
        List<SectionView> views = new ArrayList<>();
        int from = 0;
        for (Section section : sections) {
            int to = from + section.floorSeconds();
            views.add(new SectionView(views.size() + 1, section.title(), section.body(), from, to));
            from = to;
        }
        return views;
    }
}
