package cn.chaoxue.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A demo course with its test, as `demo/courses.json` writes it.
/// @param required whether the big campaign requires it
record CourseSeed(
        String title,
        String form,
        String subject,
        String source,
        String summary,
        int durationSeconds,
        @Nullable String mediaUrl,
        List<Lecturer> lecturers,
        List<Section> sections,
        boolean required,
        ExamSeed exam) {

    record Lecturer(String name, String title) {}

    record Section(String title, int floorSeconds, String body) {}

    /// @param questions keys into `demo/questions.json`
    record ExamSeed(int passMark, int questionCount, int durationSeconds, int maxAttempts, List<String> questions) {}

    /// @param options texts of the options A, B, C, …
    record Question(String key, String kind, String stem, List<String> options, List<String> correct) {}

    /// The thirty-second course stands last: whoever completes it has completed the newcomers' campaign.
    static List<CourseSeed> all() {
        return Resources.json("courses.json", new TypeReference<List<CourseSeed>>() {});
    }

    static Map<String, Question> questions() {
        return Resources.json("questions.json", new TypeReference<List<Question>>() {}).stream()
                .collect(Collectors.toUnmodifiableMap(Question::key, question -> question));
    }
}
