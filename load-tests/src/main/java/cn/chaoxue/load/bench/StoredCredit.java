package cn.chaoxue.load.bench;

import cn.chaoxue.load.stage.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/// What PostgreSQL holds of the seconds that answers have credited.
final class StoredCredit {

    private static final String SECONDS = """
            select coalesce(sum(p.covered_segments * c.segment_seconds), 0)
            from course_progress p join course c on c.id = p.course_id
            """;
    private static final Duration WRITE_BEHIND = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private StoredCredit() {}

    /// Seconds told to learners that PostgreSQL does not hold, once the write-behind has had its time; less than 0
    /// where it holds more.
    static long missing(Stage stage, long toldSeconds) throws SQLException, InterruptedException {
        long end = System.nanoTime() + WRITE_BEHIND.toNanos();
        try (Connection database = stage.database();
                PreparedStatement query = database.prepareStatement(SECONDS)) {
            long missing = toldSeconds - seconds(query);
            while (missing != 0 && System.nanoTime() < end) {
                Thread.sleep(LOOK_EVERY);
                missing = toldSeconds - seconds(query);
            }
            return missing;
        }
    }

    private static long seconds(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
