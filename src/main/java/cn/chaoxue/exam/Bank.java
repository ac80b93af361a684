package cn.chaoxue.exam;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A test with all its questions and answer keys, in bank order.
/// @param passMark score from which the test is passed, 1..100
/// @param questionCount questions a paper draws
/// @param durationSeconds time a learner has
/// @param courseSeconds length of the course, from which its study hours follow (A2.4)
record Bank(
        long examId,
        long courseId,
        String title,
        int passMark,
        int questionCount,
        int durationSeconds,
        int maxAttempts,
        int courseSeconds,
        Map<Long, Question> questions) {

    /// The question, or a defect of the data that names what is missing.
    Question question(long id) {
        @Nullable Question found = questions.get(id);
        if (found == null) {
            throw new IllegalStateException("question %d is not in the bank of exam %d".formatted(id, examId));
        }
        return found;
    }
}
