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

/// Lets learners leave Redis whom nobody has seen for long, once everything of them is in PostgreSQL; whoever comes
/// back is restored from there. Every learner here stands in the line of a shard, and the lines are walked in rounds.
@ApplicationScoped
class IdleLearners {

    private static final LuaScript LEAVE = LuaScript.of(IdleLearners.class, "leave.lua");

    /// Of a shard at once: some 0.3 ms of Redis. At the usual pace a million learners are gone through in two hours.
    private static final String AT_ONCE = "256";

    private final RedisLane lane;
    private final StudyConfig config;

    IdleLearners(@Identifier("study") RedisLane lane, StudyConfig config) {
        this.lane = lane;
        this.config = config;
    }

    static String lineOf(Shard shard) {
        return CoverageBuffer.key(shard, "learners");
    }

    /// Looks at the next in each line; yields 0, as there is never a reason to go on at once.
    Uni<Integer> sweep() {
        return leave(config.idleExpiry()).replaceWith(0);
    }

    /// How many of those looked at were idle for so long, and left.
    Uni<Integer> leave(Duration idle) {
        List<String> arguments = List.of(AT_ONCE, Long.toString(StudyTime.micros(idle)));
        List<Uni<Response>> shards = Shard.all().stream()
                .map(shard -> lane.run(LEAVE, keysOf(shard), arguments))
                .toList();
        return Uni.join()
                .all(shards)
                .andFailFast()
                .map(left -> left.stream().mapToInt(Response::toInteger).sum());
    }

    private static List<String> keysOf(Shard shard) {
        return List.of(lineOf(shard), DirtyCourses.keyOf(shard), DirtyCourses.flightsOf(shard));
    }
}
