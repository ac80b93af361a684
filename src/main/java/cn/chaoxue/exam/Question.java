package cn.chaoxue.exam;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A question of the bank with its answer key. Never leaves the server as it is; see [PaperView].
record Question(long id, QuestionKind kind, String stem, List<Option> options, Set<String> correct, int points) {

    Set<String> optionKeys() {
        return options.stream().map(Option::key).collect(Collectors.toUnmodifiableSet());
    }
}
