package cn.chaoxue.exam;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Answers to keep until submission.
/// @param seq counts the saves of an attempt from 1; the highest wins
/// @param answers chosen option keys by question id
@Schema(example = "{\"seq\": 3, \"answers\": {\"17\": [\"A\"], \"18\": [\"B\", \"C\"]}}")
public record SaveRequest(
        @Min(value = 1, message = "expected a number from 1")
        @Max(value = MOST, message = "expected a number up to 2^53 - 1")
        long seq,

        @NotNull(message = "expected chosen option keys by question id")
        Map<Long, @Nullable List<@Nullable String>> answers) {

    /// What a double holds exactly: Redis compares numbers as doubles, and so does JavaScript.
    private static final long MOST = (1L << 53) - 1;
}
