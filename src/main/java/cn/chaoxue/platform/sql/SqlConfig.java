package cn.chaoxue.platform.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on what waits for PostgreSQL.
@ConfigMapping(prefix = "chaoxue.sql")
public interface SqlConfig {

    /// A read for a waiting person fails as unavailable after this; the answer is 503 within 3 s.
    @WithDefault("2500ms")
    Duration queryTimeout();

    /// A worker's batch transaction fails after this and is replayed.
    @WithDefault("20s")
    Duration batchTimeout();

    /// How often a transaction that lost to a concurrent one (deadlock, serialization) is tried again.
    @WithDefault("3")
    int conflictRetries();

    /// How often the server is asked whether it is there and how large the database is, for the metrics.
    @WithDefault("10s")
    Duration watchEvery();
}
