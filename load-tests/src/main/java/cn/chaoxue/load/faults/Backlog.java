package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedRedis;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lies in Redis and is not in PostgreSQL yet, by the key names that are part of the stored data.
final class Backlog {

    private static final int SHARDS = 16;

    private Backlog() {}

    static String submissions(int shard) {
        return "exam:{s" + shard + "}:submissions";
    }

    /// Submissions waiting to be persisted.
    static long submissions(EmbeddedRedis exam) throws IOException {
        return sum(exam, "XLEN", "exam:{s%d}:submissions");
    }

    /// Courses changed since they were last written, batches of them on their way, and completions under way.
    static long courses(EmbeddedRedis study) throws IOException {
        return sum(study, "ZCARD", "study:{s%d}:dirty")
                + sum(study, "ZCARD", "study:{s%d}:flights")
                + sum(study, "XLEN", "study:{s%d}:completed");
    }

    /// Submissions claimed by workers nothing was heard of for so long: those of dead ones.
    static long orphans(EmbeddedRedis exam, long idleMillis) throws IOException {
        return orphans(exam, "exam:{s%d}:submissions", "graders", idleMillis);
    }

    /// Completions claimed by such workers.
    static long orphanedCompletions(EmbeddedRedis study, long idleMillis) throws IOException {
        return orphans(study, "study:{s%d}:completed", "persist", idleMillis);
    }

    /// Batches of changed courses on their way to PostgreSQL and the end of each one's lease: whoever takes one over
    /// sets it anew.
    static Map<String, String> flights(EmbeddedRedis study) throws IOException {
        Map<String, String> flights = new HashMap<>();
        try (RedisLine line = RedisLine.to(study.hosts())) {
            for (int shard = 0; shard < SHARDS; shard++) {
                List<?> pairs =
                        all(line.ask("ZRANGE", "study:{s%d}:flights".formatted(shard), "0", "-1", "WITHSCORES"));
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    flights.put(String.valueOf(pairs.get(i)), String.valueOf(pairs.get(i + 1)));
                }
            }
        }
        return flights;
    }

    private static long orphans(EmbeddedRedis redis, String key, String group, long idleMillis) throws IOException {
        long orphans = 0;
        try (RedisLine line = RedisLine.to(redis.hosts())) {
            for (int shard = 0; shard < SHARDS; shard++) {
                for (Object consumer : consumers(line, key.formatted(shard), group)) {
                    List<?> about = all(consumer);
                    orphans += (long) after(about, "idle") > idleMillis ? (long) after(about, "pending") : 0;
                }
            }
        }
        return orphans;
    }

    private static List<?> consumers(RedisLine line, String stream, String group) throws IOException {
        boolean grouped = line.number("EXISTS", stream) > 0
                && all(line.ask("XINFO", "GROUPS", stream)).stream()
                        .anyMatch(found -> all(found).contains(group));
        return grouped ? all(line.ask("XINFO", "CONSUMERS", stream, group)) : List.of();
    }

    private static long sum(EmbeddedRedis redis, String command, String key) throws IOException {
        long sum = 0;
        try (RedisLine line = RedisLine.to(redis.hosts())) {
            for (int shard = 0; shard < SHARDS; shard++) {
                sum += line.number(command, key.formatted(shard));
            }
        }
        return sum;
    }

    private static List<?> all(@Nullable Object answer) {
        return answer instanceof List<?> list ? list : List.of();
    }

    private static Object after(List<?> pairs, String name) {
        return pairs.get(pairs.indexOf(name) + 1);
    }
}
