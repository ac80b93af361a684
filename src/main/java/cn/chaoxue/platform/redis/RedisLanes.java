package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The two roles: `study` may forget the last second (AOF everysec; overlap heals it), `exam` may not (AOF always).
/// The Quarkus clients are asked for so that they exist: from their settings the lanes make connections of their own.
final class RedisLanes {

    private final Vertx vertx;
    private final RedisSettings settings;
    private final RedisConfig config;
    private final MeterRegistry registry;

    RedisLanes(Vertx vertx, RedisSettings settings, RedisConfig config, MeterRegistry registry) {
        this.vertx = vertx;
        this.settings = settings;
        this.config = config;
        this.registry = registry;
    }

    @Produces
    @Singleton
    @Identifier("study")
    RedisLane study(@RedisClientName("study") Redis client) {
        return lane("study", client);
    }

    @Produces
    @Singleton
    @Identifier("exam")
    RedisLane exam(@RedisClientName("exam") Redis client) {
        return lane("exam", client);
    }

    private RedisLane lane(String role, Redis client) {
        return new RedisLane(role, vertx, settings.of(role), config, registry);
    }

    @Produces
    @Singleton
    @Identifier("exam")
    RedisLink examLink(@RedisClientName("exam") io.vertx.mutiny.redis.client.Redis redis) {
        RedisLink link = new RedisLink("exam", redis, config);
        FeatureMeters meters = new FeatureMeters(registry, "redis");
        meters.level(
                "session.unanswered",
                "Commands of the pipelined session not answered yet",
                link::unanswered,
                "role",
                "exam");
        meters.level("session.limit", "Bound of the pipelined session", config::maxPending, "role", "exam");
        return link;
    }

    /// For who waits there, and would hold up whatever is sent behind.
    @Produces
    @Singleton
    @Identifier("exam-barrier")
    RedisLink examBarrierLink(@RedisClientName("exam") io.vertx.mutiny.redis.client.Redis redis) {
        return new RedisLink("exam barrier", redis, config);
    }
}
