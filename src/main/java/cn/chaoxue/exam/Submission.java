package cn.chaoxue.exam;

import java.time.Instant;

/// An attempt handed in, by its learner or at its deadline.
record Submission(long attemptId, long learnerId, Answers answers, Origin origin, Instant at) {

    /// The same, of a learner whose record has become this one.
    Submission by(long learner) {
        return new Submission(attemptId, learner, answers, origin, at);
    }
}
