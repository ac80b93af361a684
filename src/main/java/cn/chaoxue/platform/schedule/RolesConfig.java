package cn.chaoxue.platform.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What this process does. Both roles by default; production runs `api` and `worker` pods apart.
@ConfigMapping(prefix = "chaoxue.role")
public interface RolesConfig {

    /// Serve people and programs over HTTP.
    @WithDefault("true")
    boolean api();

    /// Persist what Redis buffers, grade, sweep deadlines, reconcile.
    @WithDefault("true")
    boolean worker();
}
