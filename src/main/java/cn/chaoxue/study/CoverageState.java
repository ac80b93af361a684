package cn.chaoxue.study;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HexFormat;

/// A learner's course as Redis holds it: a fixed head (written by `heartbeat.lua`, big-endian), then one bit per
/// segment, most significant bit first.
/// @param version microseconds of the Redis clock at the last change; strictly increasing
record CoverageState(
        int coveredSegments,
        int segments,
        int coveredSeconds,
        int refusedSeconds,
        long version,
        double position,
        byte[] bitmap) {

    private static final int HEAD_BYTES = 48;
    /// Beyond any film: two months of five seconds each.
    private static final int MOST_SEGMENTS = 1_000_000;

    /// Whether there is one: what is shorter is none, and will be restored.
    static boolean readable(byte[] stored) {
        return stored.length >= HEAD_BYTES;
    }

    static CoverageState decode(ByteBuffer in) {
        if (in.remaining() < HEAD_BYTES) {
            throw new IllegalArgumentException("not a course state: " + in.remaining() + " bytes");
        }
        int coveredSegments = in.getInt();
        int segments = in.getInt();
        int coveredSeconds = in.getInt();
        int refusedSeconds = in.getInt();
        in.getInt(); // session
        in.getDouble(); // seq
        long version = (long) in.getDouble();
        double position = in.getDouble();
        in.getInt(); // second it is due in the dirty set
        byte[] bitmap = new byte[in.remaining()];
        in.get(bitmap);
        return new CoverageState(coveredSegments, segments, coveredSeconds, refusedSeconds, version, position, bitmap);
    }

    /// A course of which everything is covered.
    static CoverageState complete(int segments, long version, double position) {
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw new IllegalArgumentException(segments + " segments");
        }
        byte[] bitmap = new byte[Math.ceilDiv(segments, 8)];
        for (int segment = 0; segment < segments; segment++) {
            bitmap[segment / 8] |= (byte) (0x80 >> segment % 8);
        }
        return new CoverageState(segments, segments, 0, 0, version, position, bitmap);
    }

    /// A state known by its bitmap; covered seconds are not known.
    static CoverageState stored(int segments, int refusedSeconds, long version, double position, byte[] bitmap) {
        int covered = BitSet.valueOf(bitmap).cardinality();
        return new CoverageState(covered, segments, 0, refusedSeconds, version, position, bitmap);
    }

    /// 0 to 1; exactly 1 when every segment is covered.
    double progress() {
        return segments == 0 ? 0 : Math.min(1.0, (double) coveredSegments / segments);
    }

    boolean isComplete() {
        return segments > 0 && coveredSegments >= segments;
    }

    String bitmapHex() {
        return HexFormat.of().formatHex(bitmap);
    }
}
