package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The final answers.
/// @param answers chosen option keys by question id; a question not named is unanswered
record SubmitRequest(@Nullable Map<Long, @Nullable List<@Nullable String>> answers) {

    /// The answers; throws the problem to answer with where there are none.
    Map<Long, @Nullable List<@Nullable String>> answersOrRefusal() {
        if (answers == null) {
            throw Problem.invalid("answers", "expected chosen option keys by question id");
        }
        return answers;
    }
}
