package cn.chaoxue.exam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Chosen option keys by question id; a question not named is unanswered.
record Answers(Map<Long, List<String>> chosen) {

    static final Answers NONE = new Answers(Map.of());

    private static final JsonFactory JSON = new JsonFactory();

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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<Long, List<String>> question : new TreeMap<>(chosen).entrySet()) {
                json.writeFieldName(Long.toString(question.getKey()));
                String[] keys = question.getValue().toArray(String[]::new);
                json.writeArray(keys, 0, keys.length);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Reads [#json()]; anything else is a [RuntimeException] that says what.
    static Answers parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            Map<Long, List<String>> chosen = new TreeMap<>();
            expect(JsonToken.START_OBJECT, json.nextToken());
            for (String id = json.nextFieldName(); id != null; id = json.nextFieldName()) {
                chosen.put(Long.valueOf(id), keys(json));
            }
            expect(JsonToken.END_OBJECT, json.currentToken());
            expect(null, json.nextToken());
            return new Answers(chosen);
        } catch (IOException e) {
            throw new IllegalArgumentException("answers are not JSON", e);
        }
    }

    private static List<String> keys(JsonParser json) throws IOException {
        expect(JsonToken.START_ARRAY, json.nextToken());
        List<String> keys = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            keys.add(json.getText());
        }
        expect(JsonToken.END_ARRAY, json.currentToken());
        return keys;
    }

    private static void expect(@Nullable JsonToken expected, @Nullable JsonToken found) {
        if (found != expected) {
            throw new IllegalArgumentException("answers: expected " + expected + ", found " + found);
        }
    }
}
