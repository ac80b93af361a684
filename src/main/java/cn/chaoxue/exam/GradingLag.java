package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.Shard;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// How far grading is behind, as the writes of this process last saw it, and how long submissions therefore rest.
/// Taking and grading share the machine, or at least its Redis; left alone, taking wins and the boards fall behind.
/// Resting longer makes each write carry more, which costs less per submission and leaves grading what it needs.
final class GradingLag {

    /// Grading in its stride: one batch gathers while another is written.
    private static final Duration USUAL = Duration.ofMillis(400);
    /// Half of what a board may be behind; the longest rest is reached here.
    private static final Duration LATE = Duration.ofMillis(1_000);
    /// What was seen longer ago says nothing about now.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Sight(long ageMillis, long atNanos) {

        boolean fresh() {
            return System.nanoTime() - atNanos < FRESH.toNanos();
        }
    }

    private final Duration shortest;
    private final Duration longest;
    private final AtomicReferenceArray<@Nullable Sight> sights =
            new AtomicReferenceArray<>(Shard.all().size());

    GradingLag(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
    }

    /// The oldest entry of this shard has been waiting for so long.
    void seen(Shard shard, long ageMillis) {
        sights.set(shard.number(), new Sight(ageMillis, System.nanoTime()));
    }

    /// From the shortest rest to the longest, by the oldest entry of any shard.
    Duration rest() {
        long late = LATE.minus(USUAL).toMillis();
        long over = Math.clamp(oldestMillis() - USUAL.toMillis(), 0, late);
        return shortest.plus(longest.minus(shortest).multipliedBy(over).dividedBy(late));
    }

    private long oldestMillis() {
        long oldest = 0;
        for (int shard = 0; shard < sights.length(); shard++) {
            Sight sight = sights.get(shard);
            if (sight != null && sight.fresh()) {
                oldest = Math.max(oldest, sight.ageMillis);
            }
        }
        return oldest;
    }
}
