package cn.chaoxue.org;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much of the unit tree each process remembers.
@ConfigMapping(prefix = "chaoxue.org")
public interface OrgConfig {

    /// Units kept in memory; the tree down to the counties has some 3,500.
    @WithDefault("20000")
    int cachedUnits();

    /// A changed unit is seen everywhere after this at the latest.
    @WithDefault("30s")
    Duration cacheTime();
}
