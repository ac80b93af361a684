package cn.chaoxue.exam;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Chosen option keys by question id; a question not named is unanswered.
record Answers(Map<Long, List<String>> chosen) {

    static final Answers NONE = new Answers(Map.of());

    Answers {
        chosen = Map.copyOf(chosen);
    }

    /// Answers that were checked against their paper.
    static Answers of(Map<Long, @Nullable List<@Nullable String>> checked) {
        Map<Long, List<String>> chosen = new TreeMap<>();
        checked.forEach((id, keys) -> chosen.put(id, keys == null ? List.of() : present(keys)));
        return new Answers(chosen);
    }

    private static List<String> present(List<@Nullable String> keys) {
        return keys.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /// The choices for a question; empty where there are none.
    List<String> to(long questionId) {
        return chosen.getOrDefault(questionId, List.of());
    }

    /// The form kept in Redis and PostgreSQL: `{"17":["A"],"18":["B","C"]}`, ids in order.
    String json() {
        JsonObject json = new JsonObject();
        new TreeMap<>(chosen).forEach((id, keys) -> json.put(Long.toString(id), new JsonArray(keys)));
        return json.encode();
    }

    /// Reads [#json()]; anything else is a [RuntimeException] that says what.
    static Answers parse(String json) {
        Map<Long, List<String>> chosen = new TreeMap<>();
        new JsonObject(json)
                .forEach(entry -> chosen.put(Long.valueOf(entry.getKey()), strings((JsonArray) entry.getValue())));
        return new Answers(chosen);
    }

    private static List<String> strings(JsonArray keys) {
        return keys.stream().map(String.class::cast).toList();
    }
}
