package cn.chaoxue.exam;

import java.time.Instant;

/// An attempt handed in, by its learner or at its deadline.
record Submission(long attemptId, long learnerId, Answers answers, Origin origin, Instant at) {}
