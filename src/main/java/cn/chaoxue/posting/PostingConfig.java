package cn.chaoxue.posting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When changes of postings are carried out, and how far ahead they may be laid down.
@ConfigMapping(prefix = "chaoxue.posting")
public interface PostingConfig {

    /// How often a worker looks for changes whose day has come.
    @WithDefault("1m")
    Duration duePause();

    /// Days between today and the day of a change, at most.
    @WithDefault("366")
    int farthestDays();
}
