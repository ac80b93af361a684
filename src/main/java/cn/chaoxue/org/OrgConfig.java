package cn.chaoxue.org;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/// How much of the unit tree each process remembers, and by which calendar it changes.
@ConfigMapping(prefix = "chaoxue.org")
public interface OrgConfig {

    /// Units kept in memory; the tree down to the counties has some 3,500.
    @WithDefault("20000")
    int cachedUnits();

    /// A changed unit is seen everywhere after this at the latest.
    @WithDefault("30s")
    Duration cacheTime();

    /// Whose calendar the days follow on which something takes effect in units and postings.
    @WithDefault("Asia/Shanghai")
    ZoneId zone();

    /// A move or a merger that cannot have the tree for itself within this is refused with 503: better than to hold up
    /// everybody who waits behind it.
    @WithDefault("1500ms")
    Duration treePatience();

    /// How often a worker looks for planned changes whose day has come.
    @WithDefault("1m")
    Duration duePause();
}
