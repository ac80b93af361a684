package cn.chaoxue.study;

import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.study.SegmentRanges.Interval;
import java.util.List;

/// Where a learner stands in a course.
/// @param position seconds, where to resume
/// @param covered seconds that count, as pairs `[from, to]`, in order, neighbours made one
record CourseStudyView(
        double progress,
        int coveredSeconds,
        int durationSeconds,
        double position,
        List<List<Double>> covered,
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
