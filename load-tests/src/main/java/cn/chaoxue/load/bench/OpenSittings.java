package cn.chaoxue.load.bench;

import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Puts people of a school before their tests without a request for each: the rows by SQL, the papers into Redis by the
/// service's own `seed.lua`. What is measured begins with the answers that are handed in.
final class OpenSittings {

    private static final int QUESTIONS = 10;
    private static final int SHARDS = 16;
    private static final int TOGETHER = 1_000;
    private static final long FIRST = 50_000_000;
    private static final Duration TIME = Duration.ofHours(2);

    /// Every learner before every test; ids in an order that both sides can reckon.
    private static final String ROWS = """
            insert into attempt (id, exam_id, learner_id, number, state, question_ids, deadline)
                overriding system value
            select %d + l.id * 100 + e.id, e.id, l.id, 1, 'OPEN',
                   array(select 100 * e.id + q from generate_series(0, %d) q), now() + interval '2 hours'
              from account l, exam e where l.id > 1000
            """;

    private OpenSittings() {}

    /// All of them, of a school with fewer than a hundred courses.
    static List<Sitting.Open> of(Stage stage, School school) throws SQLException, IOException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            statement.execute(ROWS.formatted(FIRST, QUESTIONS - 1));
            statement.execute("vacuum analyze attempt");
        }
        List<Sitting.Open> open = new ArrayList<>();
        for (Sitting sitting : school.sittings()) {
            open.add(new Sitting.Open(sitting, FIRST + sitting.learner().id() * 100 + sitting.exam()));
        }
        seed(stage, open);
        return open;
    }

    private static void seed(Stage stage, List<Sitting.Open> open) throws IOException {
        String deadline = Long.toString(Instant.now().plus(TIME).toEpochMilli());
        String forget = Long.toString(Instant.now().plus(Duration.ofDays(7)).toEpochMilli());
        try (RedisPipe pipe = RedisPipe.to(stage.exam().hosts())) {
            String sha = pipe.load("/cn/chaoxue/exam/seed.lua");
            for (Sitting.Open one : open) {
                long learner = one.sitting().learner().id();
                int exam = one.sitting().exam();
                String key = "exam:{s" + learner % SHARDS + "}:attempt:" + one.attemptId();
                pipe.add(
                        "EVALSHA",
                        sha,
                        "1",
                        key,
                        Long.toString(learner),
                        Integer.toString(exam),
                        deadline,
                        paper(exam),
                        forget);
                if (pipe.waiting() == TOGETHER) {
                    pipe.flush();
                }
            }
            pipe.flush();
        }
    }

    private static String paper(int exam) {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(question -> (100 * exam + question) + ":SINGLE:A,B,C")
                .collect(Collectors.joining(";"));
    }
}
