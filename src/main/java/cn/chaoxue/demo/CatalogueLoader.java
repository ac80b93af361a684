package cn.chaoxue.demo;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts the missing courses, each with its sections, test and questions, into the catalogue in one transaction.
@Singleton
final class CatalogueLoader {

    private static final String KNOWN = "select id from course where title = $1 order by id limit 1";
    private static final String COURSE = """
            insert into course (title, form, subject, source, summary, duration_seconds, media_url, lecturers)
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
            """;
    private static final String SECTION =
            "insert into course_section (course_id, ordinal, title, body, floor_seconds) values ($1, $2, $3, $4, $5)";
    private static final String EXAM = """
            insert into exam (course_id, title, pass_mark, question_count, duration_seconds, max_attempts)
            values ($1, $2, $3, $4, $5, $6) returning id
            """;
    private static final String QUESTION =
            "insert into question (exam_id, ordinal, kind, stem, options, correct) values ($1, $2, $3, $4, $5, $6)";

    private final Database database;
    private final Map<String, CourseSeed.Question> bank = CourseSeed.questions();

    CatalogueLoader(Database database) {
        this.database = database;
    }

    /// Ids of the courses, in the order of `seeds`.
    Uni<List<Long>> load(List<CourseSeed> seeds) {
        return database.batch(tx -> Multi.createFrom()
                .iterable(seeds)
                .onItem()
                .transformToUniAndConcatenate(seed -> course(tx, seed))
                .collect()
                .asList());
    }

    private Uni<Long> course(SqlConnection tx, CourseSeed seed) {
        return Database.rows(tx, KNOWN, Tuple.of(seed.title()), row -> row.getLong("id"))
                .chain(known ->
                        known.isEmpty() ? create(tx, seed) : Uni.createFrom().item(known.getFirst()));
    }

    private Uni<Long> create(SqlConnection tx, CourseSeed seed) {
        Tuple course = Tuple.of(seed.title(), seed.form(), seed.subject(), seed.source(), seed.summary())
                .addInteger(seed.durationSeconds())
                .addString(seed.mediaUrl())
                .addValue(lecturers(seed));
        return Database.rows(tx, COURSE, course, row -> row.getLong("id"))
                .map(List::getFirst)
                .call(id -> sections(tx, id, seed.sections()))
                .call(id -> exam(tx, id, seed));
    }

    private static Uni<?> sections(SqlConnection tx, long courseId, List<CourseSeed.Section> sections) {
        if (sections.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = new ArrayList<>();
        for (CourseSeed.Section section : sections) {
            rows.add(Tuple.of(courseId, rows.size() + 1, section.title(), section.body(), section.floorSeconds()));
        }
        return tx.preparedQuery(SECTION).executeBatch(rows);
    }

    private Uni<?> exam(SqlConnection tx, long courseId, CourseSeed seed) {
        CourseSeed.ExamSeed exam = seed.exam();
        Tuple row = Tuple.of(courseId, seed.title(), exam.passMark(), exam.questionCount())
                .addInteger(exam.durationSeconds())
                .addInteger(exam.maxAttempts());
        return Database.rows(tx, EXAM, row, created -> created.getLong("id"))
                .chain(ids -> tx.preparedQuery(QUESTION).executeBatch(questions(ids.getFirst(), exam.questions())));
    }

    private List<Tuple> questions(long examId, List<String> keys) {
        List<Tuple> rows = new ArrayList<>();
        for (String key : keys) {
            CourseSeed.Question question = Objects.requireNonNull(bank.get(key), key);
            rows.add(Tuple.of(
                    examId,
                    rows.size() + 1,
                    question.kind(),
                    question.stem(),
                    options(question.options()),
                    question.correct().toArray(String[]::new)));
        }
        return rows;
    }

    private static JsonArray options(List<String> texts) {
        JsonArray options = new JsonArray();
        for (int i = 0; i < texts.size(); i++) {
            options.add(new JsonObject()
                    .put("key", String.valueOf((char) ('A' + i)))
                    .put("text", texts.get(i)));
        }
        return options;
    }

    private static JsonArray lecturers(CourseSeed seed) {
        JsonArray lecturers = new JsonArray();
        seed.lecturers()
                .forEach(l ->
                        lecturers.add(new JsonObject().put("name", l.name()).put("title", l.title())));
        return lecturers;
    }
}
