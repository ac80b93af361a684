package cn.chaoxue.platform.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on what loops do.
@ConfigMapping(prefix = "chaoxue.loop")
public interface LoopConfig {

    /// A step without an end after this counts as failed, and its loop goes on: an answer that never comes would stop
    /// it for good. What a step waits for has closer bounds of its own; keep this well above them.
    @WithDefault("2m")
    Duration longestStep();
}
