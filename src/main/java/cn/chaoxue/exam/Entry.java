package cn.chaoxue.exam;

import cn.chaoxue.exam.Attempt.Paper;
import cn.chaoxue.platform.redis.Shard;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One entry of a submission stream as it was claimed; its fields may be anything.
record Entry(Shard shard, String id, Map<String, String> fields) {

    /// The end of the year 9999.
    private static final long LATEST = 253_402_300_799_999L;

    /// Names the entry among those of all streams.
    String name() {
        return SubmissionStream.key(shard) + " " + id;
    }

    /// An entry that was deleted under its claim has nothing left to persist.
    boolean gone() {
        return fields.isEmpty();
    }

    /// Reads the fields; what is missing or malformed is a [RuntimeException] that says so.
    Submission submission() {
        return new Submission(
                Long.parseLong(field("attempt")),
                Long.parseLong(field("learner")),
                Answers.parse(field("answers")),
                Origin.valueOf(field("origin")),
                at(Long.parseLong(field("at"))));
    }

    /// The paper as whoever put the entry there knew it, to be held against PostgreSQL's when it is written. Empty
    /// where the entry does not say what was asked; a [RuntimeException] where what it says is malformed.
    Optional<Paper> paper() {
        String questions = fields.get("questions");
        return questions == null
                ? Optional.empty()
                : Optional.of(new Paper(
                        Long.parseLong(field("attempt")),
                        Long.parseLong(field("exam")),
                        Long.parseLong(field("learner")),
                        Arrays.stream(questions.split(",", -1))
                                .map(Long::valueOf)
                                .toList(),
                        false));
    }

    /// The questions of a paper as the field of an entry.
    static String questions(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /// PostgreSQL's client breaks off its connection over a time it cannot express.
    private static Instant at(long millis) {
        if (millis < 0 || millis > LATEST) {
            throw new IllegalArgumentException("no such time: " + millis);
        }
        return Instant.ofEpochMilli(millis);
    }

    private String field(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field " + name + " is missing");
        }
        return value;
    }
}
