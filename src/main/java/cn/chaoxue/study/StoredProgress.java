package cn.chaoxue.study;

import java.util.HexFormat;
import java.util.Optional;

/// A learner's course as PostgreSQL holds it; all zero where it holds nothing.
/// @param coveredHex the bitmap, whole bytes
/// @param learnerSeenMicros when anything of the learner was last credited; empty for a learner never seen
record StoredProgress(
        String coveredHex,
        int coveredSegments,
        double position,
        int refusedSeconds,
        long version,
        boolean complete,
        Optional<Long> learnerSeenMicros) {

    /// "1100…", as PostgreSQL spells a bitmap, in hex; the last byte filled up with zeros.
    static String hexOfBits(String bits) {
        byte[] bytes = new byte[Math.ceilDiv(bits.length(), 8)];
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1') {
                bytes[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return HexFormat.of().formatHex(bytes);
    }

    byte[] bitmap() {
        return HexFormat.of().parseHex(coveredHex);
    }
}
