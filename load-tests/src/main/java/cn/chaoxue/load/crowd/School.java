package cn.chaoxue.load.crowd;

import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// People, courses and one open campaign for a drill, written straight into an empty, migrated database:
/// learners of twenty cities who have studied every course with a test to its end, and one more course that
/// nobody has begun. Few learners with many courses, because a token costs this machine a millisecond and a
/// submission less.
public final class School {

    /// The campaign.
    public static final long CAMPAIGN = 1;
    /// A film of one hour without a test, for heartbeats.
    public static final long FILM = 1_000_000;
    /// Its segments are of this length.
    public static final int SEGMENT_SECONDS = 5;

    private static final int QUESTIONS = 10;

    /// Course n and its test have the id n; its questions are 100 n to 100 n + 9, and A is always right.
    private static final List<String> ROWS = List.of(
            """
            insert into unit (id, parent_id, level, name, short_name, path)
            select 1, null::bigint, 'CENTRE', '中央', '中央', '/1/'
            union all
            select 10 + p, 1, 'PROVINCE', '省' || p, '省' || p, '/1/' || 10 + p || '/' from generate_series(1, 4) p
            union all
            select 100 * p + c, 10 + p, 'CITY', '市' || c, '市' || c, '/1/' || 10 + p || '/' || 100 * p + c || '/'
              from generate_series(1, 4) p, generate_series(1, 5) c
            """,
            """
            insert into account (id, username_index, display_name, unit_id, roles, status)
            select n, decode(md5(n::text), 'hex'), '学员' || n, 100 * (1 + n % 4) + 1 + n / 4 % 5, '{learner}'::text[], 'ACTIVE'
              from generate_series(1001, 1000 + {learners}) n
            union all
            select 1, decode(md5('operator'), 'hex'), '运维', 1, '{operator}', 'ACTIVE'
            """,
            """
            insert into course (id, title, form, subject, duration_seconds)
            select n, '课程' || n, 'VIDEO', '党的理论知识', 600 from generate_series(1, {courses}) n
            union all select 1000000, '影片', 'VIDEO', '党的理论知识', 3600
            """,
            """
            insert into exam (id, course_id, title, pass_mark, question_count, duration_seconds, max_attempts)
            select n, n, '测试' || n, 60, 10, 7200, 3 from generate_series(1, {courses}) n
            """,
            """
            insert into question (id, exam_id, ordinal, kind, stem, options, correct)
            select 100 * n + q, n, q, 'SINGLE', '题目' || q,
                   '[{"key":"A","text":"甲"},{"key":"B","text":"乙"},{"key":"C","text":"丙"}]'::jsonb, '{A}'::text[]
              from generate_series(1, {courses}) n, generate_series(0, 9) q
            """,
            """
            insert into campaign (id, title, kind, owner_unit_id, opens_at, closes_at, settled_at)
            values (1, '演练', 'CAMPAIGN', 1, now() - interval '2 days', now() + interval '30 days', now())
            """,
            "insert into campaign_course (campaign_id, course_id, ordinal, required)"
                    + " select 1, id, row_number() over (order by id), id < 1000000 from course",
            "insert into enrolment (campaign_id, learner_id, unit_id)"
                    + " select 1, id, unit_id from account where id > 1000",
            """
            insert into unit_tally (campaign_id, unit_id, enrolled)
            select 1, place::bigint, count(*)
              from enrolment e join unit u on u.id = e.unit_id,
                   unnest(string_to_array(trim(both '/' from u.path), '/')) as place
             group by place::bigint
            """,
            """
            insert into course_progress
                   (learner_id, course_id, segments, covered, covered_segments, version, completed_at)
            select l.id, c.id, 120, repeat('1', 120)::bit varying, 120, 1, now()
              from account l, course c where l.id > 1000 and c.id < 1000000
            """,
            "analyze");

    private final List<Learner> learners;
    private final Person operator;
    private final int courses;

    private School(List<Learner> learners, Person operator, int courses) {
        this.learners = learners;
        this.operator = operator;
        this.courses = courses;
    }

    /// Somebody with a token of ten minutes.
    public record Learner(Person person, String token) {

        public long id() {
            return person.id();
        }
    }

    /// Writes the rows. Some service process has migrated the database before.
    public static School found(Stage stage, int learners, int courses) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            for (String rows : ROWS) {
                statement.execute(rows.replace("{learners}", Integer.toString(learners))
                        .replace("{courses}", Integer.toString(courses)));
            }
            Tokens tokens = stage.tokens();
            List<Learner> all = people(database, "learner").parallelStream()
                    .map(person -> new Learner(person, tokens.of(person)))
                    .toList();
            return new School(all, people(database, "operator").getFirst(), courses);
        }
    }

    public List<Learner> learners() {
        return learners;
    }

    public Person operator() {
        return operator;
    }

    /// Every learner before every test, once, in an order that keeps a learner's sittings far apart. Of five
    /// one knows nothing.
    public List<Sitting> sittings() {
        List<Sitting> sittings = new ArrayList<>(learners.size() * courses);
        for (int course = 1; course <= courses; course++) {
            String right = answers(course, "A");
            String wrong = answers(course, "B");
            for (Learner learner : learners) {
                boolean knows = (learner.id() + course) % 5 != 0;
                sittings.add(new Sitting(learner, course, knows ? 100 : 0, knows ? right : wrong));
            }
        }
        return sittings;
    }

    private static String answers(int exam, String option) {
        return java.util.stream.IntStream.range(0, QUESTIONS)
                .mapToObj(q -> "\"" + (100 * exam + q) + "\":[\"" + option + "\"]")
                .collect(Collectors.joining(",", "{\"answers\":{", "}}"));
    }

    private static List<Person> people(Connection database, String role) throws SQLException {
        String sql = """
                select a.id, a.display_name, u.id, u.name, u.path
                  from account a join unit u on u.id = a.unit_id where ? = any(a.roles) order by a.id
                """;
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setString(1, role);
            List<Person> people = new ArrayList<>();
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                people.add(new Person(
                        row.getLong(1), role, row.getString(2), row.getLong(3), row.getString(4), row.getString(5), 0));
            }
            return people;
        }
    }
}
