package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.EmbeddedRedis;
import java.io.IOException;
import java.util.List;
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
        long orphans = 0;
        try (RedisLine line = RedisLine.to(exam.hosts())) {
            for (int shard = 0; shard < SHARDS; shard++) {
                if (line.number("EXISTS", submissions(shard)) == 0) {
                    continue;
                }
                for (Object consumer : all(line.ask("XINFO", "CONSUMERS", submissions(shard), "graders"))) {
                    List<?> about = all(consumer);
                    orphans += (long) after(about, "idle") > idleMillis ? (long) after(about, "pending") : 0;
                }
            }
        }
        return orphans;
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
