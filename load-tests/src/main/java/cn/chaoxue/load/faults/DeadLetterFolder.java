package cn.chaoxue.load.faults;

import cn.chaoxue.load.stage.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/// What PostgreSQL knows of dead letters and of how long grading took; and the cause of the former, made and
/// mended.
final class DeadLetterFolder {

    private final Stage stage;

    DeadLetterFolder(Ground ground) {
        this.stage = ground.stage();
    }

    /// Letters that wait for somebody.
    long waiting() throws SQLException {
        return (long) number("select count(*) from dead_letter where redriven_at is null");
    }

    long withoutReason() throws SQLException {
        return (long) number("select count(*) from dead_letter where btrim(reason) = ''");
    }

    /// The longest time from an entry's arrival, which its id tells, to its burial.
    double slowestSeconds() throws SQLException {
        return number("""
                select coalesce(max(extract(epoch from created_at)
                                    - split_part(split_part(entry_id, ' ', 2), '-', 1)::bigint / 1000.0), 0)
                  from dead_letter
                """);
    }

    /// Of what was submitted in this time: the time until it was persisted, 99th percentile.
    double gradedMillis(Instant from, Instant until) throws SQLException {
        return number("""
                select coalesce(percentile_cont(0.99) within group
                                (order by extract(epoch from graded_at - submitted_at) * 1000), 0)
                  from attempt where submitted_at between '%s' and '%s'
                """.formatted(from, until));
    }

    void takeQuestionFrom(int exam) throws SQLException {
        run("create table lost_question as select * from question where id = " + questionOf(exam));
        run("delete from question where id = " + questionOf(exam));
    }

    void giveQuestionBack(int exam) throws SQLException {
        run("insert into question select * from lost_question where id = " + questionOf(exam));
    }

    private static long questionOf(int exam) {
        return 100L * exam + 3;
    }

    private void run(String sql) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private double number(String sql) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
