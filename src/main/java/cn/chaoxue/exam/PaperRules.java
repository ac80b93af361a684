package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Problem.FieldError;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What may be answered on one paper: its questions, their kinds and option keys, nothing about what is right.
/// Travels with the attempt in Redis, so that answers can be checked while PostgreSQL is away.
record PaperRules(Map<Long, Rule> questions) {

    private static final int MOST_ERRORS = 10;

    /// What one question allows.
    record Rule(QuestionKind kind, Set<String> options) {

        /// For a question that has left the bank since the paper was drawn: anything that could be an answer is
        /// kept, as its learner is not at fault. Grading it is then a person's business.
        static final Rule LOST = new Rule(QuestionKind.MULTIPLE, Set.of());

        private static final Pattern KEY = Pattern.compile("[0-9A-Za-z]{1,8}");
        private static final int MOST_KEYS = 26;

        /// Of a whole country's papers there are a handful: `SINGLE:A,B,C,D` and the like.
        private static final Cache<String, Rule> READ =
                Caffeine.newBuilder().maximumSize(1_000).build();

        static Rule decode(String text) {
            return Objects.requireNonNull(READ.get(text, Rule::read));
        }

        private static Rule read(String text) {
            String[] parts = text.split(":", -1);
            Set<String> options = Arrays.stream(parts[1].split(",", -1))
                    .filter(option -> !option.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
            return new Rule(QuestionKind.valueOf(parts[0]), options);
        }

        static Rule of(@Nullable Question question) {
            return question == null ? LOST : new Rule(question.kind(), question.optionKeys());
        }

        int mostChoices() {
            return Math.min(kind.mostChoices(), options.isEmpty() ? MOST_KEYS : options.size());
        }

        boolean has(String key) {
            return options.isEmpty() ? KEY.matcher(key).matches() : options.contains(key);
        }
    }

    static PaperRules of(Bank bank, List<Long> questionIds) {
        Map<Long, Rule> rules = new LinkedHashMap<>();
        for (long id : questionIds) {
            rules.put(id, Rule.of(bank.questions().get(id)));
        }
        return new PaperRules(rules);
    }

    /// What does not fit, at most ten complaints; empty when the answers can be graded.
    List<FieldError> complaints(Map<Long, @Nullable List<@Nullable String>> answers) {
        List<FieldError> complaints = new ArrayList<>();
        answers.forEach((id, keys) -> {
            String complaint = complaint(questions.get(id), keys);
            if (complaint != null && complaints.size() < MOST_ERRORS) {
                complaints.add(new FieldError("answers." + id, complaint));
            }
        });
        return complaints;
    }

    private static @Nullable String complaint(@Nullable Rule rule, @Nullable List<@Nullable String> keys) {
        if (rule == null) {
            return "is not a question of this paper";
        }
        if (keys == null) {
            return "expected a list of option keys";
        }
        if (keys.size() > rule.mostChoices()) {
            return "names more options than the question allows";
        }
        return keys.stream().allMatch(key -> key != null && rule.has(key))
                ? null
                : "names an option the question does not have";
    }

    /// The compact form kept in Redis: `17:SINGLE:A,B;18:MULTIPLE:A,B,C`.
    String encode() {
        return questions.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue().kind() + ":"
                        + String.join(",", e.getValue().options()))
                .collect(Collectors.joining(";"));
    }

    /// Reads [#encode()].
    static PaperRules decode(String text) {
        Map<Long, Rule> rules = new LinkedHashMap<>();
        for (String question : text.split(";", -1)) {
            int colon = question.indexOf(':');
            rules.put(Long.valueOf(question.substring(0, colon)), Rule.decode(question.substring(colon + 1)));
        }
        return new PaperRules(rules);
    }
}
