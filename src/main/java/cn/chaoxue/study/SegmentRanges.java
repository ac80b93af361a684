package cn.chaoxue.study;

import cn.chaoxue.course.CourseTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// From seconds watched to segments covered, and back. Pure.
final class SegmentRanges {

    /// Seconds `from` to `to` of a course.
    record Interval(double from, double to) {}

    /// Segments `first` to `end` − 1.
    record Range(int first, int end) {}

    /// Absorbs the rounding of decimal fractions sent as JSON; far below what a person can watch.
    private static final double ROUNDING_SECONDS = 1e-6;

    private SegmentRanges() {}

    /// The segments of which the intervals, taken together, cover at least half; disjoint and in order.
    /// Intervals may overlap and come in any order; what lies outside the course does not count.
    static List<Range> covered(CourseTimeline course, List<Interval> watched) {
        double[] coverage = new double[course.segments()];
        for (Interval interval : united(watched)) {
            addTo(coverage, course, interval);
        }
        return runs(course, coverage);
    }

    /// Overlapping and touching intervals made one; in order.
    static List<Interval> united(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Comparator.comparingDouble(Interval::from));
        List<Interval> united = new ArrayList<>(sorted.size());
        for (Interval next : sorted) {
            Interval last = united.isEmpty() ? null : united.getLast();
            if (last != null && next.from() <= last.to()) {
                united.set(united.size() - 1, new Interval(last.from(), Math.max(last.to(), next.to())));
            } else {
                united.add(next);
            }
        }
        return united;
    }

    /// The seconds that a bitmap's segments stand for; most significant bit first, neighbours made one.
    static List<Interval> intervals(CourseTimeline course, byte[] bitmap) {
        double[] coverage = new double[course.segments()];
        for (int segment = 0; segment < coverage.length; segment++) {
            coverage[segment] = isSet(bitmap, segment) ? course.segmentSeconds() : 0;
        }
        return runs(course, coverage).stream()
                .map(run -> new Interval(startOf(course, run.first()), startOf(course, run.end())))
                .toList();
    }

    static boolean isSet(byte[] bitmap, int segment) {
        return segment / 8 < bitmap.length && (bitmap[segment / 8] & 0x80 >> segment % 8) != 0;
    }

    private static void addTo(double[] coverage, CourseTimeline course, Interval interval) {
        double from = Math.max(0, interval.from());
        double to = Math.min(course.durationSeconds(), interval.to());
        int first = (int) (from / course.segmentSeconds());
        int last = Math.min(coverage.length - 1, (int) (to / course.segmentSeconds()));
        if (first < last - 1) {
            Arrays.fill(coverage, first + 1, last, course.segmentSeconds());
        }
        for (int segment = first; segment <= last; segment += Math.max(1, last - first)) {
            double start = startOf(course, segment);
            double end = startOf(course, segment + 1);
            coverage[segment] += Math.max(0, Math.min(to, end) - Math.max(from, start));
        }
    }

    private static List<Range> runs(CourseTimeline course, double[] coverage) {
        List<Range> runs = new ArrayList<>();
        int first = -1;
        for (int segment = 0; segment <= coverage.length; segment++) {
            boolean counts = segment < coverage.length
                    && coverage[segment] + ROUNDING_SECONDS >= course.lengthOf(segment) / 2.0;
            if (counts && first < 0) {
                first = segment;
            } else if (!counts && first >= 0) {
                runs.add(new Range(first, segment));
                first = -1;
            }
        }
        return runs;
    }

    private static double startOf(CourseTimeline course, int segment) {
        return Math.min(course.durationSeconds(), (double) segment * course.segmentSeconds());
    }
}
