package cn.chaoxue.hours;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/// How study cycles are reckoned.
@ConfigMapping(prefix = "chaoxue.hours")
public interface HoursConfig {

    /// Where the calendar year of a cycle begins and ends (A3.1).
    @WithDefault("Asia/Shanghai")
    ZoneId zone();
}
