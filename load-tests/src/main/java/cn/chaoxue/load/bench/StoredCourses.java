package cn.chaoxue.load.bench;

import cn.chaoxue.load.faults.RedisLine;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Courses half watched by learners who are not studying just now: as many as asked for, in PostgreSQL and in Redis,
/// as the service itself would have left them there.
final class StoredCourses {

    private static final int COURSES_EACH = 20;
    private static final int LEARNERS_AT_ONCE = 500;

    private static final String ROWS = """
            insert into course_progress
                (learner_id, course_id, segments, covered, covered_segments, position_seconds, version)
            select learner, course, 660, repeat('10', 330)::bit varying, 330, 1650, 1
            from generate_series(%d, %d) learner, generate_series(%d, %d) course
            on conflict do nothing
            """;

    /// The states `restore.lua` writes: budget, and of each course its head and its bitmap.
    private static final String STATES = """
            local first, last, course, courses = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
            local time = redis.call('TIME')
            local budget = struct.pack('>dd', 0, time[1] * 1000000 + time[2])
            local state = struct.pack('>I4I4I4I4I4dddI4', 330, 660, 1650, 0, 1, 110, 1, 1650, 0) .. string.rep('\\170', 83)
            for learner = first, last do
                local key = string.format('study:{s%d}:%d', learner % 16, learner)
                local fields = {'budget', budget}
                for i = 0, courses - 1 do
                    fields[#fields + 1] = string.format('%d', course + i)
                    fields[#fields + 1] = state
                end
                redis.call('HSET', key, unpack(fields))
                redis.call('RPUSH', string.format('study:{s%d}:learners', learner % 16), string.format('%d', learner))
            end
            return 'OK'
            """;

    private static final String GONE = """
            for learner = ARGV[1], ARGV[2] do
                redis.call('UNLINK', string.format('study:{s%d}:%d', learner % 16, learner))
            end
            return 'OK'
            """;

    private final Stage stage;
    private final long firstLearner;
    private final long firstCourse;
    private int learners;

    /// @param firstLearner accounts from here on exist and are nobody else's
    StoredCourses(Stage stage, long firstLearner, long firstCourse) {
        this.stage = stage;
        this.firstLearner = firstLearner;
        this.firstCourse = firstCourse;
    }

    /// So many in Redis from now on; yields the bytes each of the new ones took, 0 where there are none. Rows of
    /// PostgreSQL stay.
    double hold(int courses) throws SQLException, IOException {
        int wanted = courses / COURSES_EACH;
        if (wanted < learners) {
            letGo(firstLearner + wanted, firstLearner + learners - 1);
            learners = wanted;
            return 0;
        }
        long from = firstLearner + learners;
        long last = firstLearner + wanted - 1;
        try (RedisLine redis = RedisLine.to(stage.study().hosts())) {
            long before = usedMemory(redis);
            for (long first = from; first <= last; first += LEARNERS_AT_ONCE) {
                redis.ask(
                        "EVAL",
                        STATES,
                        "0",
                        Long.toString(first),
                        Long.toString(Math.min(last, first + LEARNERS_AT_ONCE - 1)),
                        Long.toString(firstCourse),
                        Integer.toString(COURSES_EACH));
            }
            double bytes = (double) (usedMemory(redis) - before) / Math.max(1, (wanted - learners) * COURSES_EACH);
            insert(from, last);
            learners = wanted;
            return bytes;
        }
    }

    /// As if they had left. In the line they stood in they are passed over once its turn comes.
    private void letGo(long from, long last) throws IOException {
        try (RedisLine redis = RedisLine.to(stage.study().hosts())) {
            for (long first = from; first <= last; first += LEARNERS_AT_ONCE) {
                long end = Math.min(last, first + LEARNERS_AT_ONCE - 1);
                redis.ask("EVAL", GONE, "0", Long.toString(first), Long.toString(end));
            }
        }
    }

    private void insert(long from, long last) throws SQLException {
        try (Connection database = stage.database();
                Statement statement = database.createStatement()) {
            statement.execute(ROWS.formatted(from, last, firstCourse, firstCourse + COURSES_EACH - 1));
            statement.execute("analyze course_progress");
        }
    }

    private static long usedMemory(RedisLine redis) throws IOException {
        String memory = String.valueOf(redis.ask("INFO", "memory"));
        return memory.lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
                .findFirst()
                .orElseThrow();
    }
}
