package cn.chaoxue.study;

import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.study.CoverageBuffer.Merge;
import cn.chaoxue.study.CoverageBuffer.Merged;
import cn.chaoxue.study.SegmentRanges.Range;
import java.nio.ByteBuffer;

/// Heartbeats and their answers as `heartbeat.lua` packs them: big-endian, one argument in place of twelve numbers
/// written as text.
final class PackedHeartbeat {

    private static final int HEAD_BYTES = 36;
    private static final int RANGE_BYTES = 8;

    private PackedHeartbeat() {}

    /// What all heartbeats have in common: times in microseconds.
    static byte[] settings(long budgetCap, long firstFlush, long flush) {
        return ByteBuffer.allocate(24)
                .putDouble(budgetCap)
                .putDouble(firstFlush)
                .putDouble(flush)
                .array();
    }

    static byte[] of(Merge heartbeat) {
        CourseTimeline course = heartbeat.course();
        ByteBuffer packed = ByteBuffer.allocate(
                HEAD_BYTES + RANGE_BYTES * heartbeat.ranges().size());
        packed.putInt(course.segments());
        packed.putShort((short) course.segmentSeconds());
        packed.putShort((short) course.lengthOf(course.segments() - 1));
        packed.putDouble(heartbeat.allowedRate());
        packed.putDouble(heartbeat.position());
        packed.putDouble(heartbeat.seq());
        packed.putInt((int) heartbeat.session());
        for (Range range : heartbeat.ranges()) {
            packed.putInt(range.first()).putInt(range.end());
        }
        return packed.array();
    }

    static Merged answer(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        return new Merged(in.getInt(), in.getInt(), in.getInt(), in.getInt());
    }
}
