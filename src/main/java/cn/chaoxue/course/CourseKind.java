package cn.chaoxue.course;

import org.jspecify.annotations.Nullable;

/// What study and exams need to know of a course; `examId` is null where the course has no test.
public record CourseKind(
        CourseTimeline timeline,
        CourseForm form,
        String title,
        @Nullable Long examId) {

    /// Whether completing the course takes a passed test besides full progress (A3.5).
    public boolean hasExam() {
        return examId != null;
    }
}
