package cn.chaoxue.deadletter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Entries no retry could save.
@ConfigMapping(prefix = "chaoxue.dead-letter")
public interface DeadLetterConfig {

    /// How often workers count what waits, for the metrics.
    @WithDefault("5s")
    Duration watchEvery();
}
