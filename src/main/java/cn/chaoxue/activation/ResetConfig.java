package cn.chaoxue.activation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How activations are taken back, and for how long that can be undone.
@ConfigMapping(prefix = "chaoxue.activation-reset")
public interface ResetConfig {

    /// Until then the earlier passwords are kept, and come back when it is undone; afterwards they are forgotten.
    @WithDefault("72h")
    Duration undoFor();

    /// Accounts changed in one transaction.
    @WithDefault("2000")
    int batch();

    /// Accounts reset at once when their unit leaves while a reset is at work, or noted as none of its concern when
    /// their unit comes. The tree stands still meanwhile: a change that would concern more waits until the reset is
    /// over.
    @WithDefault("2000")
    int mostLeaving();

    /// How often a worker looks for work.
    @WithDefault("2s")
    Duration pause();
}
