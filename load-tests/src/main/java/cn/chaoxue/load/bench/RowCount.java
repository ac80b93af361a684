package cn.chaoxue.load.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What PostgreSQL has done so far: rows of progress written, transactions committed, and the service's count of the
/// statements it has sent.
record RowCount(long rows, long transactions, long statements) {

    private static final String SO_FAR = """
            select (select n_tup_ins + n_tup_upd from pg_stat_user_tables where relname = 'course_progress'),
                   (select xact_commit from pg_stat_database where datname = current_database())
            """;

    static RowCount of(HeartbeatStage stage) throws SQLException {
        try (Connection database = stage.stage().database();
                Statement statement = database.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet found = statement.executeQuery(SO_FAR)) {
                found.next();
                return new RowCount(found.getLong(1), found.getLong(2), stage.statements());
            }
        }
    }

    RowCount since(RowCount earlier) {
        return new RowCount(rows - earlier.rows, transactions - earlier.transactions, statements - earlier.statements);
    }

    double rowsPer(long heartbeats) {
        return (double) rows / heartbeats;
    }

    /// For each heartbeat, as they come in a day; and for each row.
    /// @param level ends the figures' names
    void report(Report report, long heartbeats, String level) {
        report.figure("pg.rows.per.heartbeat" + level, rowsPer(heartbeats));
        report.figure("pg.statements.per.heartbeat" + level, (double) statements / heartbeats);
        report.figure("pg.transactions.per.row" + level, (double) transactions / Math.max(1, rows));
        report.figure("pg.statements.per.row" + level, (double) statements / Math.max(1, rows));
    }
}
