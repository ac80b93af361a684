package cn.chaoxue.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Bounds and pace of the live boards.
@ConfigMapping(prefix = "chaoxue.live")
public interface LiveConfig {

    /// Units named in one message between processes (about 50 bytes each); a larger change goes out in several.
    @WithDefault("500")
    int unitsPerMessage();
}
