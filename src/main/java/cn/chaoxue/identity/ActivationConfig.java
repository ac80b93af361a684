package cn.chaoxue.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When initial passwords work.
@ConfigMapping(prefix = "chaoxue.activation")
public interface ActivationConfig {

    /// Whether they always do. Otherwise only while an administrator keeps a window open for the unit or one above it.
    /// On in demo mode, where newcomers try things out.
    @WithDefault("${chaoxue.demo.enabled:false}")
    boolean alwaysOpen();

    /// A window just opened or closed is heeded after this at the latest.
    @WithDefault("2s")
    Duration rememberWindowsFor();
}
