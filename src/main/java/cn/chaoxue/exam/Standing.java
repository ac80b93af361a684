package cn.chaoxue.exam;

import org.jspecify.annotations.Nullable;

/// Where a learner stands with a test, as PostgreSQL knows it.
/// @param enrolled some campaign enrols the learner for the course
/// @param open such a campaign is open now
/// @param used attempts begun
/// @param best best score so far; null before the first result
record Standing(
        boolean enrolled,
        boolean open,
        int used,
        boolean passed,
        @Nullable Integer best) {}
