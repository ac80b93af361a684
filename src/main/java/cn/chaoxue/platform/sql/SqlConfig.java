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

    /// PostgreSQL itself ends a statement after this: a caller who gave up stopped waiting, not the statement, which
    /// holds its connection and its locks. Above all bounds here, so that it only ever ends what nobody waits for.
    @WithDefault("25s")
    Duration statementTimeout();

    /// PostgreSQL ends a session that has left its transaction idle for this long: its process may be gone without a
    /// word, and holds locks, and what waits for all older transactions to be over. Above `batch-timeout`.
    @WithDefault("30s")
    Duration idleInTransaction();

    /// What has waited this long for a connection of the pool fails: a person has gone, a batch would not be done in
    /// time.
    @WithDefault("15s")
    Duration connectionTimeout();

    /// Statements that may wait for a connection in this process; one more fails as unavailable at once. Far above
    /// `chaoxue.overload.waiting-for-postgres`, from which on traffic is refused.
    @WithDefault("5000")
    int mostWaiting();

    /// A server that does not take a connection within this counts as away.
    @WithDefault("5s")
    Duration connectTimeout();

    /// A process that starts while the server is away, or takes connections and says nothing, waits about this long for
    /// it, then ends; `database migrate` as well.
    @WithDefault("60s")
    Duration awaitAtStart();

    /// A connection nobody has used for this long is closed.
    @WithDefault("60s")
    Duration idleTimeout();

    /// A connection from which nothing came for this long is closed: its server may be gone without a word, which
    /// the kernel would find out after a quarter of an hour. Above `idle-timeout` and `statement-timeout` together:
    /// it ends no statement of a server that is there.
    @WithDefault("90s")
    Duration longestSilence();

    /// How often a transaction that lost to a concurrent one (deadlock, serialization) is tried again.
    @WithDefault("3")
    int conflictRetries();

    /// How often the server is asked whether it is there and how large the database is, for the metrics.
    @WithDefault("10s")
    Duration watchEvery();
}
