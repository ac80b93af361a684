package cn.chaoxue.study;

import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Measures what waits for the workers, so that a backlog is seen before anyone feels it.
@ApplicationScoped
class StudyBacklog {

    private static final LuaScript BACKLOG = LuaScript.of(StudyBacklog.class, "backlog.lua");
    private static final Duration FORGET_CONSUMERS_AFTER = Duration.ofHours(1);

    private final RedisLane lane;
    private final StudyMetrics metrics;

    StudyBacklog(@Identifier("study") RedisLane lane, StudyMetrics metrics) {
        this.lane = lane;
        this.metrics = metrics;
    }

    /// Yields 0: there is never a reason to measure again at once.
    Uni<Integer> measure() {
        List<String> arguments = List.of(CompletionStream.GROUP, Long.toString(FORGET_CONSUMERS_AFTER.toMillis()));
        List<Uni<Response>> shards = Shard.all().stream()
                .map(shard -> lane.run(BACKLOG, keysOf(shard), arguments))
                .toList();
        return Uni.join().all(shards).andFailFast().invoke(this::report).replaceWith(0);
    }

    private void report(List<Response> shards) {
        metrics.backlog(
                shards.stream().mapToLong(shard -> shard.get(0).toLong()).sum(),
                shards.stream().mapToLong(shard -> shard.get(1).toLong()).max().orElse(0),
                shards.stream().mapToLong(shard -> shard.get(2).toLong()).sum(),
                shards.stream().mapToLong(shard -> shard.get(3).toLong()).max().orElse(0));
    }

    private static List<String> keysOf(Shard shard) {
        return List.of(DirtyCourses.keyOf(shard), CompletionStream.keyOf(shard), DirtyCourses.flightsOf(shard));
    }
}
