package cn.chaoxue.exam;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads banks.
@ApplicationScoped
class BankRepository {

    /// One row per question; a test without questions is no test.
    private static final String FIND = """
            select e.id as exam_id, e.course_id, e.title, e.pass_mark, e.question_count, e.duration_seconds,
                   e.max_attempts, c.duration_seconds as course_seconds,
                   q.id, q.kind, q.stem, q.options, q.correct, q.points
              from exam e
              join course c on c.id = e.course_id
              join question q on q.exam_id = e.id
             where e.id = $1
             order by q.ordinal, q.id
            """;

    private final Database database;

    BankRepository(Database database) {
        this.database = database;
    }

    /// A test with its questions in bank order.
    Uni<Optional<Bank>> find(long examId) {
        return database.query(FIND, Tuple.of(examId), row -> row).map(BankRepository::bank);
    }

    private static Optional<Bank> bank(List<Row> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Question> questions = new LinkedHashMap<>();
        rows.forEach(row -> questions.put(row.getLong("id"), question(row)));
        Row exam = rows.getFirst();
        return Optional.of(new Bank(
                exam.getLong("exam_id"),
                exam.getLong("course_id"),
                exam.getString("title"),
                exam.getInteger("pass_mark"),
                exam.getInteger("question_count"),
                exam.getInteger("duration_seconds"),
                exam.getInteger("max_attempts"),
                exam.getInteger("course_seconds"),
                questions));
    }

    private static Question question(Row row) {
        List<Option> options = ((JsonArray) row.getValue("options"))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(option -> new Option(option.getString("key"), option.getString("text")))
                        .toList();
        return new Question(
                row.getLong("id"),
                QuestionKind.valueOf(row.getString("kind")),
                row.getString("stem"),
                options,
                Set.of(row.getArrayOfStrings("correct")),
                row.getInteger("points"));
    }
}
