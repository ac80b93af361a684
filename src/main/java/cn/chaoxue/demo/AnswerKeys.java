package cn.chaoxue.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The right answers, so that synthetic learners can be right most of the time.
/// @param correct option keys by question id
record AnswerKeys(Map<Long, List<String>> correct) {

    /// Answers a paper: each question right with probability `skill`, otherwise one option is off.
    JsonObject answer(JsonArray questions, double skill, SplittableRandom random) {
        JsonObject answers = new JsonObject();
        for (int i = 0; i < questions.size(); i++) {
            JsonObject question = questions.getJsonObject(i);
            long id = Long.parseLong(question.getValue("questionId").toString());
            List<String> right = correct.getOrDefault(id, List.of("A"));
            boolean knows = random.nextDouble() < skill;
            answers.put(Long.toString(id), new JsonArray(knows ? right : wrong(question, right, random)));
        }
        return answers;
    }

    private static List<String> wrong(JsonObject question, List<String> right, SplittableRandom random) {
        List<String> others = new ArrayList<>();
        JsonArray options = question.getJsonArray("options");
        for (int i = 0; i < options.size(); i++) {
            String key = options.getJsonObject(i).getString("key");
            if (!right.contains(key)) {
                others.add(key);
            }
        }
        return others.isEmpty() ? right.subList(0, 1) : List.of(others.get(random.nextInt(others.size())));
    }
}
