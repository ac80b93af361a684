package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.faults.Facts.Counts;
import cn.chaoxue.load.faults.Facts.Course;
import cn.chaoxue.load.faults.Facts.Done;
import cn.chaoxue.load.faults.Facts.Enrolled;
import cn.chaoxue.load.faults.Facts.Submitted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads [Facts]: plain rows, no counting, in one snapshot.
final class FactReader {

    private final Connection database;
    private final long campaign;

    private FactReader(Connection database, long campaign) {
        this.database = database;
        this.campaign = campaign;
    }

    private interface Rows<R> {
        R row(ResultSet row) throws SQLException;
    }

    static Facts read(Connection database, long campaign) throws SQLException {
        database.setAutoCommit(false);
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return new FactReader(database, campaign).facts();
        } finally {
            database.rollback();
        }
    }

    private Facts facts() throws SQLException {
        return new Facts(
                submissions(),
                rows(
                        "select learner_id, unit_id, started_at is not null, completed_at is not null, required_done"
                                + " from enrolment where campaign_id = " + campaign,
                        row -> new Enrolled(
                                row.getLong(1), row.getLong(2), row.getBoolean(3), row.getBoolean(4), row.getInt(5))),
                done("course_pass where campaign_id = " + campaign),
                done("course_completion where campaign_id = " + campaign),
                done("hour_credit where campaign_id = " + campaign),
                unitPaths(),
                tallies(),
                Set.copyOf(rows(
                        "select course_id from campaign_course where required and campaign_id = " + campaign,
                        row -> row.getLong(1))),
                segments());
    }

    private Map<Long, Submitted> submissions() throws SQLException {
        Map<Long, Submitted> submissions = new HashMap<>();
        String sql = """
                select a.id, a.learner_id, e.course_id, a.receipt,
                       case when a.state = 'GRADED' then a.score end,
                       coalesce(a.passed, false)
                  from attempt a join exam e on e.id = a.exam_id where a.receipt is not null
                """;
        rows(sql, row -> submissions.put(row.getLong(1), submitted(row)));
        return submissions;
    }

    private static Submitted submitted(ResultSet row) throws SQLException {
        int score = row.getInt(5);
        Integer graded = row.wasNull() ? null : score;
        return new Submitted(row.getLong(2), row.getLong(3), row.getString(4), graded, row.getBoolean(6));
    }

    private List<Done> done(String from) throws SQLException {
        return rows("select learner_id, course_id from " + from, row -> new Done(row.getLong(1), row.getLong(2)));
    }

    private Map<Long, String> unitPaths() throws SQLException {
        Map<Long, String> paths = new HashMap<>();
        rows("select id, path from unit", row -> paths.put(row.getLong(1), row.getString(2)));
        return paths;
    }

    private Map<Long, Counts> tallies() throws SQLException {
        Map<Long, Counts> tallies = new HashMap<>();
        String sql = "select unit_id, enrolled, started, course_completions, passed, completed from unit_tally"
                + " where campaign_id = " + campaign;
        rows(sql, row -> tallies.put(row.getLong(1), counts(row)));
        return tallies;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    private Map<Course, BitSet> segments() throws SQLException {
        Map<Course, BitSet> segments = new HashMap<>();
        rows(
                "select learner_id, course_id, covered::text from course_progress where course_id >= " + School.FILM,
                row -> segments.put(new Course(row.getLong(1), row.getLong(2)), bits(row.getString(3))));
        return segments;
    }

    /// `1100…`, the first segment first.
    private static BitSet bits(String text) {
        BitSet bits = new BitSet(text.length());
        for (int i = text.indexOf('1'); i >= 0; i = text.indexOf('1', i + 1)) {
            bits.set(i);
        }
        return bits;
    }

    private <R> List<R> rows(String sql, Rows<R> rows) throws SQLException {
        List<R> all = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(5_000);
            ResultSet row = statement.executeQuery(sql);
            while (row.next()) {
                all.add(rows.row(row));
            }
        }
        return all;
    }
}
