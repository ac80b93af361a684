package cn.chaoxue.study;

import cn.chaoxue.course.CourseTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
        List<Interval> united = united(watched);
        if (united.isEmpty()) {
            return List.of();
        }
        int first = segmentAt(course, united.getFirst().from());
        int last = segmentAt(course, united.getLast().to());
        Coverage coverage = new Coverage(course, first, new double[last - first + 1]);
        united.forEach(coverage::add);
        return coverage.runs();
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
        Coverage coverage = new Coverage(course, 0, new double[course.segments()]);
        for (int segment = 0; segment < course.segments(); segment++) {
            coverage.seconds[segment] = isSet(bitmap, segment) ? course.segmentSeconds() : 0;
        }
        return coverage.runs().stream()
                .map(run -> new Interval(startOf(course, run.first()), startOf(course, run.end())))
                .toList();
    }

    /// How many segments of the course are covered.
    static int count(CourseTimeline course, byte[] bitmap) {
        return (int) IntStream.range(0, course.segments())
                .filter(segment -> isSet(bitmap, segment))
                .count();
    }

    private static boolean isSet(byte[] bitmap, int segment) {
        return segment / 8 < bitmap.length && (bitmap[segment / 8] & 0x80 >> segment % 8) != 0;
    }

    private static int segmentAt(CourseTimeline course, double second) {
        return Math.clamp((long) (second / course.segmentSeconds()), 0, course.segments() - 1);
    }

    private static double startOf(CourseTimeline course, int segment) {
        return Math.min(course.durationSeconds(), (double) segment * course.segmentSeconds());
    }

    /// Seconds covered of each segment from `first` on.
    private record Coverage(CourseTimeline course, int first, double[] seconds) {

        void add(Interval interval) {
            int from = segmentAt(course, interval.from());
            int to = segmentAt(course, interval.to());
            for (int segment = from; segment <= to; segment++) {
                double start = Math.max(interval.from(), startOf(course, segment));
                double end = Math.min(interval.to(), startOf(course, segment + 1));
                seconds[segment - first] += Math.max(0, end - start);
            }
        }

        List<Range> runs() {
            List<Range> runs = new ArrayList<>();
            int open = -1;
            for (int i = 0; i <= seconds.length; i++) {
                boolean counts = i < seconds.length && counts(i);
                if (counts && open < 0) {
                    open = i;
                } else if (!counts && open >= 0) {
                    runs.add(new Range(first + open, first + i));
                    open = -1;
                }
            }
            return runs;
        }

        private boolean counts(int i) {
            return seconds[i] + ROUNDING_SECONDS >= course.lengthOf(first + i) / 2.0;
        }
    }
}
