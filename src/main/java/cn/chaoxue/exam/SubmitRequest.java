package cn.chaoxue.exam;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The final answers.
/// @param answers chosen option keys by question id; a question not named is unanswered
@Schema(example = "{\"answers\": {\"17\": [\"A\"], \"18\": [\"B\", \"C\"]}}")
public record SubmitRequest(
        @NotNull(message = "expected chosen option keys by question id")
        Map<Long, @Nullable List<@Nullable String>> answers) {}
