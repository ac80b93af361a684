package cn.chaoxue.exam;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An attempt and what came of it.
/// @param score 0..100, only once graded
/// @param savedAnswers what the server holds while the attempt is open, kept under `savedSeq`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttemptView(
        long attemptId,
        long examId,
        State state,
        @Nullable Integer score,
        int passMark,
        @Nullable Boolean passed,
        Instant startedAt,
        Instant deadline,
        @Nullable Map<Long, List<String>> savedAnswers,
        @Nullable Long savedSeq) {

    /// How far an attempt is.
    public enum State {
        OPEN,
        SUBMITTED,
        GRADED
    }
}
