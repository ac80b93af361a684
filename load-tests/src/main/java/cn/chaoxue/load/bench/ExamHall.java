package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Tokens;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Learners who sit before tests with their papers open: rows written by set-based SQL, and the attempts put into
/// Redis by the service's own `seed.lua` with the arguments the service gives it. In 1,600 counties of 320 cities of 32
/// provinces, so that a batch moves as many different counts as it does in the real country.
/// @param courses each learner has one open attempt at each one's test
record ExamHall(int learners, int courses) {

    static final long CAMPAIGN = 7_000;
    static final long CENTRE = 7_000_000;

    private static final long LEARNER = 8_000_000;
    private static final long COURSE = 7_100;
    private static final long ATTEMPT = 100_000_000;
    private static final int QUESTIONS = 10;
    private static final int SHARDS = 16;

    private static final String PEOPLE = """
            insert into unit (id, parent_id, level, name, short_name, path) overriding system value
            select {c}, null::bigint, 'CENTRE', '中央', '中央', '/{c}/'
            union all select {c} + 100 + p, {c}, 'PROVINCE', '省' || p, '省', '/{c}/' || {c} + 100 + p || '/'
              from generate_series(0, 31) p
            union all select {c} + 1000 + p, {c} + 100 + p / 10, 'CITY', '市' || p, '市',
                             '/{c}/' || {c} + 100 + p / 10 || '/' || {c} + 1000 + p || '/'
              from generate_series(0, 319) p
            union all select {c} + 10000 + p, {c} + 1000 + p / 5, 'COUNTY', '县' || p, '县',
                             '/{c}/' || {c} + 100 + p / 50 || '/' || {c} + 1000 + p / 5 || '/' || {c} + 10000 + p || '/'
              from generate_series(0, 1599) p;
            insert into account (id, username_index, display_name, unit_id, roles, status) overriding system value
            select {l} + n, decode(md5('hall' || n), 'hex'), '学员' || n, {c} + 10000 + n % 1600, '{"learner"}', 'ACTIVE'
              from generate_series(0, {learners} - 1) n;
            insert into account (id, username_index, display_name, unit_id, roles, status) overriding system value
            values ({c}, decode(md5('hall'), 'hex'), '管理员', {c}, '{"centre-admin"}', 'ACTIVE');
            insert into course (id, title, form, subject, duration_seconds) overriding system value
            select {k} + n, '课程' || n, 'VIDEO', '党的理论知识', 2634 from generate_series(0, {courses} - 1) n;
            insert into exam (id, course_id, title, pass_mark, question_count, duration_seconds, max_attempts)
                overriding system value
            select {k} + n, {k} + n, '测试' || n, 60, 10, 7200, 3 from generate_series(0, {courses} - 1) n;
            insert into question (id, exam_id, ordinal, kind, stem, options, correct) overriding system value
            select 100 * ({k} + n) + q, {k} + n, q, 'SINGLE', '题目' || q,
                   '[{"key":"A","text":"甲"},{"key":"B","text":"乙"},{"key":"C","text":"丙"}]', '{A}'
              from generate_series(0, {courses} - 1) n, generate_series(0, 9) q;
            insert into campaign (id, title, kind, owner_unit_id, opens_at, closes_at, settled_at)
                overriding system value
            values ({campaign}, '压力测试', 'CAMPAIGN', {c}, now() - interval '1 day', now() + interval '30 days', now());
            insert into campaign_course (campaign_id, course_id, required, ordinal)
            select {campaign}, {k} + n, true, n + 1 from generate_series(0, {courses} - 1) n;
            insert into enrolment (campaign_id, learner_id, unit_id, started_at)
            select {campaign}, id, unit_id, now() from account where id >= {l};
            insert into unit_tally (campaign_id, unit_id, enrolled, started)
            select {campaign}, place::bigint, count(*), count(*)
              from enrolment e join unit u on u.id = e.unit_id,
                   unnest(string_to_array(trim(both '/' from u.path), '/')) as place
             where e.campaign_id = {campaign} group by place::bigint
            """;

    private static final String SEATS = """
            insert into course_progress
                   (learner_id, course_id, segments, covered, covered_segments, version, completed_at)
            select {l} + n, {k} + m, 527, repeat('1', 527)::bit varying, 527, 1, now()
              from generate_series(0, {learners} - 1) n, generate_series(0, {courses} - 1) m;
            insert into attempt (id, exam_id, learner_id, number, state, question_ids, deadline)
                overriding system value
            select {a} + n * {courses} + m, {k} + m, {l} + n, 1, 'OPEN',
                   array(select 100 * ({k} + m) + q from generate_series(0, 9) q), now() + interval '2 hours'
              from generate_series(0, {learners} - 1) n, generate_series(0, {courses} - 1) m;
            """;

    /// Writes the rows of people and courses; once per stage, after its first process has migrated the database.
    void people(Stage stage) throws SQLException {
        write(stage, PEOPLE);
    }

    /// Writes the rows of all attempts and of the study before them.
    void seats(Stage stage) throws SQLException {
        write(stage, SEATS);
    }

    private void write(Stage stage, String rows) throws SQLException {
        String all = rows.replace("{learners}", "" + learners)
                .replace("{courses}", "" + courses)
                .replace("{campaign}", "" + CAMPAIGN)
                .replace("{c}", "" + CENTRE)
                .replace("{k}", "" + COURSE)
                .replace("{l}", "" + LEARNER)
                .replace("{a}", "" + ATTEMPT);
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            statement.execute(all);
            statement.execute("vacuum analyze");
        }
    }

    /// Lets all attempts into the Redis of exams.
    void seed(Stage stage) throws IOException {
        String deadline = Long.toString(Instant.now().plus(Duration.ofHours(2)).toEpochMilli());
        String forget = Long.toString(Instant.now().plus(Duration.ofDays(7)).toEpochMilli());
        try (RedisPipe pipe = RedisPipe.to(stage.exam().hosts())) {
            String sha = pipe.load("/cn/chaoxue/exam/seed.lua");
            for (int seat = 0; seat < size(); seat++) {
                String key = "exam:{s" + learnerId(seat) % SHARDS + "}:attempt:" + attemptId(seat);
                String owner = Long.toString(learnerId(seat));
                String exam = Long.toString(courseId(seat));
                pipe.add("EVALSHA", sha, "1", key, owner, exam, deadline, paper(seat), forget);
                if (pipe.waiting() == 1_000) {
                    pipe.flush();
                }
            }
            pipe.flush();
        }
    }

    /// The learners, in the order of their tokens.
    List<Long> learnerIds() {
        return LongStream.range(LEARNER, LEARNER + learners).boxed().toList();
    }

    long[] courseIds() {
        return LongStream.range(COURSE, COURSE + courses).toArray();
    }

    /// How many attempts are open.
    int size() {
        return learners * courses;
    }

    /// Seats are in an order that keeps a learner's far apart.
    int learner(int seat) {
        return seat % learners;
    }

    long learnerId(int seat) {
        return LEARNER + learner(seat);
    }

    long courseId(int seat) {
        return COURSE + course(seat);
    }

    int course(int seat) {
        return seat / learners;
    }

    long attemptId(int seat) {
        return ATTEMPT + (long) learner(seat) * courses + course(seat);
    }

    /// The body of a submission in which everything is right.
    String answers(int course) {
        return questions(course)
                .map(id -> "\"" + id + "\":[\"A\"]")
                .collect(Collectors.joining(",", "{\"answers\":{", "}}"));
    }

    List<String> tokens(Tokens tokens) {
        return IntStream.range(0, learners)
                .parallel()
                .mapToObj(n -> tokens.of(new Person(LEARNER + n, "learner", "学员", CENTRE, "中央", "/" + CENTRE + "/", 0)))
                .toList();
    }

    /// Somebody who may watch the board of the whole country.
    String watcher(Tokens tokens) {
        return tokens.of(new Person(CENTRE, "centre-admin", "管理员", CENTRE, "中央", "/" + CENTRE + "/", 0));
    }

    private String paper(int seat) {
        return questions(course(seat)).map(id -> id + ":SINGLE:A,B,C").collect(Collectors.joining(";"));
    }

    private static Stream<String> questions(int course) {
        return IntStream.range(0, QUESTIONS).mapToObj(q -> Long.toString(100 * (COURSE + course) + q));
    }
}
