package cn.chaoxue.study;

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
        Optional<Long> learnerSeenMicros) {}
