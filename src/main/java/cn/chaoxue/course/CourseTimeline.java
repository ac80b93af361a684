package cn.chaoxue.course;

/// A course as a line of equal segments, the last one perhaps shorter (A2.2). All times in seconds.
public record CourseTimeline(long courseId, int durationSeconds, int segmentSeconds) {

    /// How many segments the line has.
    public int segments() {
        return Math.ceilDiv(durationSeconds, segmentSeconds);
    }

    /// Length of segment `index` in seconds.
    public int lengthOf(int index) {
        return Math.min(segmentSeconds, durationSeconds - index * segmentSeconds);
    }
}
