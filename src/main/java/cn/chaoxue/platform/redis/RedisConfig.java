package cn.chaoxue.platform.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on what waits for Redis. Both roles share them.
@ConfigMapping(prefix = "chaoxue.redis")
public interface RedisConfig {

    /// A command unanswered for this long fails as unavailable; the client hears 503 well before 3 s.
    @WithDefault("2s")
    Duration timeout();

    /// The same for a pipelined session, whose callers have another way to go when it fails.
    @WithDefault("1s")
    Duration sessionTimeout();

    /// Commands waiting or under way per role in this process; one more is refused at once.
    @WithDefault("20000")
    int maxPending();

    /// How often each server is asked whether it is there and how much memory it uses, for the metrics.
    @WithDefault("5s")
    Duration watchEvery();

    /// How often each server's clock is compared with PostgreSQL's, for the metrics.
    @WithDefault("30s")
    Duration clockEvery();
}
