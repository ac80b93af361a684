package cn.chaoxue.study;

import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.study.SegmentRanges.Interval;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where a learner stands in a course.
/// @param position seconds, where to resume
/// @param covered seconds that count, as pairs `[from, to]`, in order, neighbours made one
record CourseStudyView(
        @Schema(examples = "0.57") double progress,
        int coveredSeconds,
        int durationSeconds,
        @Schema(examples = "371.2") double position,
        @Schema(examples = "[[0.0, 360.0], [420.0, 435.0]]") List<List<Double>> covered,
        boolean complete) {

    static CourseStudyView of(CourseTimeline course, byte[] bitmap, double position) {
        List<Interval> covered = SegmentRanges.intervals(course, bitmap);
        double coveredSeconds =
                covered.stream().mapToDouble(span -> span.to() - span.from()).sum();
        int segments = SegmentRanges.count(course, bitmap);
        return new CourseStudyView(
                (double) segments / course.segments(),
                (int) coveredSeconds,
                course.durationSeconds(),
                position,
                covered.stream().map(span -> List.of(span.from(), span.to())).toList(),
                segments == course.segments());
    }
}
