package cn.chaoxue.exam;

import cn.chaoxue.exam.Attempt.Paper;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Attempts as PostgreSQL knows them. Every clock here is the database's.
@ApplicationScoped
class AttemptRepository {

    private static final String COLUMNS = """
            select a.id, a.exam_id, a.learner_id, a.question_ids, a.started_at, a.deadline,
                   (extract(epoch from now() - a.deadline) * 1000)::bigint as overdue_millis,
                   a.score, a.passed, a.origin
            """;

    private static final String FIND = COLUMNS + """
              from attempt a
             where a.id = $1 and a.learner_id = $2
            """;

    private static final String NEWEST = COLUMNS + """
              from attempt a
             where a.exam_id = $1 and a.learner_id = $2
             order by a.number desc limit 1
            """;

    /// Unique per learner and test are the number and the open attempt: of concurrent starts one inserts, the others
    /// insert nothing.
    private static final String INSERT = """
            with a as (
                insert into attempt (exam_id, learner_id, number, state, question_ids, deadline)
                values ($1, $2, $3, 'OPEN', $4, now() + $5::int * interval '1 second')
                on conflict do nothing
                returning *
            )
            """ + COLUMNS + " from a";

    /// Those whose answers wait for a person to look at a dead letter are left to that person.
    private static final String OVERDUE = COLUMNS + """
              from attempt a
             where a.state = 'OPEN'
               and a.deadline < now() - $1::bigint * interval '1 millisecond'
               and (a.deadline, a.id) > ($3::timestamptz, $4::bigint)
               and not exists (select from dead_letter d
                                where d.source = 'exam-submission' and d.redriven_at is null
                                  and d.payload ->> 'attempt' = a.id::text)
             order by a.deadline, a.id
             limit $2
            """;

    private static final String PAPERS =
            "select id, exam_id, learner_id, question_ids, state = 'GRADED' as graded from attempt where id = any($1)";

    private static final String STANDING = """
            select coalesce(c.enrolled, false) as enrolled, coalesce(c.open, false) as open, a.used, a.passed, a.best
              from (select count(*) > 0 as enrolled, bool_or(now() >= p.opens_at and now() < p.closes_at) as open
                      from exam e
                      join campaign_course cc on cc.course_id = e.course_id
                      join campaign p on p.id = cc.campaign_id
                      join enrolment n on n.campaign_id = p.id and n.learner_id = $2
                     where e.id = $1) c,
                   (select count(*)::int as used, coalesce(bool_or(passed), false) as passed, max(score) as best
                      from attempt where exam_id = $1 and learner_id = $2) a
            """;

    private final Database database;

    AttemptRepository(Database database) {
        this.database = database;
    }

    /// The learner's own attempt.
    Uni<Optional<Attempt>> find(long attemptId, long learnerId) {
        return one(FIND, Tuple.of(attemptId, learnerId));
    }

    /// The papers of those of these attempts that exist.
    Uni<List<Paper>> papers(Collection<Long> attemptIds) {
        return database.query(PAPERS, Tuple.of(attemptIds.toArray(Long[]::new)), AttemptRepository::paper);
    }

    /// The learner's last attempt at a test.
    Uni<Optional<Attempt>> newest(long examId, long learnerId) {
        return one(NEWEST, Tuple.of(examId, learnerId));
    }

    /// Opens an attempt under its number; empty when that number is taken or another attempt is open.
    Uni<Optional<Attempt>> open(Bank bank, long learnerId, int number, List<Long> questionIds) {
        return one(
                INSERT,
                Tuple.of(bank.examId(), learnerId, number, questionIds.toArray(Long[]::new), bank.durationSeconds()));
    }

    /// Open attempts whose deadline and `grace` are over, oldest first, beyond this deadline and attempt.
    Uni<List<Attempt>> overdue(Duration grace, int limit, Instant deadline, long attemptId) {
        return database.query(
                OVERDUE,
                Tuple.of(grace.toMillis(), limit, deadline.atOffset(ZoneOffset.UTC), attemptId),
                AttemptRepository::attempt);
    }

    /// Where the learner stands with a test.
    Uni<Standing> standing(long examId, long learnerId) {
        return database.query(STANDING, Tuple.of(examId, learnerId), AttemptRepository::standing)
                .map(List::getFirst);
    }

    private Uni<Optional<Attempt>> one(String sql, Tuple arguments) {
        return database.query(sql, arguments, AttemptRepository::attempt)
                .map(rows -> rows.stream().findFirst());
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getBoolean("enrolled"),
                row.getBoolean("open"),
                row.getInteger("used"),
                row.getBoolean("passed"),
                row.getInteger("best"));
    }

    private static Paper paper(Row row) {
        return new Paper(
                row.getLong("id"),
                row.getLong("exam_id"),
                row.getLong("learner_id"),
                List.of(row.getArrayOfLongs("question_ids")),
                row.getBoolean("graded"));
    }

    private static Attempt attempt(Row row) {
        Integer score = row.getInteger("score");
        String origin = row.getString("origin");
        return new Attempt(
                row.getLong("id"),
                row.getLong("exam_id"),
                row.getLong("learner_id"),
                List.of(row.getArrayOfLongs("question_ids")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                row.getLong("overdue_millis"),
                score == null ? null : new Grade(score, row.getBoolean("passed")),
                origin == null ? null : Origin.valueOf(origin));
    }
}
