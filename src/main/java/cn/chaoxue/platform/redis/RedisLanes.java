package cn.chaoxue.platform.redis;

import io.quarkus.redis.client.RedisClientName;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The two roles: `study` may forget the last second (AOF everysec; overlap heals it), `exam` may not (AOF always).
final class RedisLanes {

    @Produces
    @Singleton
    @Identifier("study")
    RedisLane study(@RedisClientName("study") Redis redis, RedisConfig config) {
        return new RedisLane("study", redis, config);
    }

    @Produces
    @Singleton
    @Identifier("exam")
    RedisLane exam(@RedisClientName("exam") Redis redis, RedisConfig config) {
        return new RedisLane("exam", redis, config);
    }

    @Produces
    @Singleton
    @Identifier("exam")
    RedisLink examLink(@RedisClientName("exam") Redis redis, RedisConfig config) {
        return new RedisLink("exam", redis, config);
    }
}
