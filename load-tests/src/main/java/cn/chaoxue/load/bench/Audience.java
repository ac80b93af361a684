package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;

/// Learners enrolled in an open campaign with films of 55 minutes, as rows of the database: who they are does not
/// matter to a heartbeat.
record Audience(List<Long> learnerIds, long[] courses) {

    static final int COURSE_SECONDS = 3_300;
    private static final int COURSES = 20;
    private static final long FIRST = 5_000_000;

    private static final String ROWS = """
            insert into unit (id, parent_id, level, name, short_name, code, path)
                overriding system value values (%1$d, null, 'CENTRE', '中央', '中央', '00', '/%1$d/');
            insert into course (id, title, form, subject, duration_seconds, media_url)
                overriding system value
                select %1$d + i, '课程' || i, 'VIDEO', '党的理论知识', %2$d, '/media/clip.mp4' from generate_series(1, %3$d) i;
            insert into campaign (id, title, kind, owner_unit_id, opens_at, closes_at, settled_at)
                overriding system value
                values (%1$d, '压力测试', 'CAMPAIGN', %1$d, now() - interval '1 day', now() + interval '30 day', now());
            insert into campaign_course (campaign_id, course_id, required, ordinal)
                select %1$d, %1$d + i, true, i from generate_series(1, %3$d) i;
            insert into account (id, username_index, display_name, unit_id, roles, status)
                overriding system value
                select %1$d + i, decode(md5(i::text), 'hex'), '学员', %1$d, '{learner}', 'ACTIVE'
                from generate_series(1, %4$d) i;
            insert into enrolment (campaign_id, learner_id, unit_id)
                select %1$d, %1$d + i, %1$d from generate_series(1, %4$d) i;
            analyze;
            """;

    /// Writes the rows, with those of more people who are no part of it; once per stage, before the first heartbeat.
    static Audience create(Stage stage, int learners, int sleeping) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            statement.execute(ROWS.formatted(FIRST, COURSE_SECONDS, COURSES, learners + sleeping));
        }
        return new Audience(
                LongStream.rangeClosed(FIRST + 1, FIRST + learners).boxed().toList(),
                LongStream.rangeClosed(FIRST + 1, FIRST + COURSES).toArray());
    }

    /// An access token for each learner; some 600 signatures a second and core.
    List<String> tokens(Tokens tokens) {
        return learnerIds.parallelStream().map(id -> tokens.of(person(id))).toList();
    }

    private static Person person(long id) {
        return new Person(id, "learner", "学员", FIRST, "中央", "/" + FIRST + "/", 0);
    }
}
