package cn.chaoxue.exam;

import java.util.Comparator;

/// A submission with what it earned.
record Marked(Submission submission, Bank bank, Grade grade) {

    /// Whose attempt at which test it says it is. In the order in which attempts are locked.
    record Claim(long attemptId, long learnerId, long examId) implements Comparable<Claim> {

        private static final Comparator<Claim> ORDER = Comparator.comparingLong(Claim::attemptId)
                .thenComparingLong(Claim::learnerId)
                .thenComparingLong(Claim::examId);

        @Override
        public int compareTo(Claim other) {
            return ORDER.compare(this, other);
        }
    }

    Claim claim() {
        return new Claim(submission.attemptId(), submission.learnerId(), bank.examId());
    }
}
