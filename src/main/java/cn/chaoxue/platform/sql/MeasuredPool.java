package cn.chaoxue.platform.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The pool as configured, its statements counted and timed: `sql_completed_total`, `sql_processing_seconds`. Vert.x
/// measures only clients that have a name. What waits for it, and in PostgreSQL, is bounded: a server that hangs must
/// not be found under a queue of statements nobody waits for once it goes on.
@Singleton
class MeasuredPool implements PgPoolCreator {

    /// What the metrics begin with, and which client of that kind it is.
    private static final String NAME = "sql|default";

    private static final int LONGEST_KEPT = 2048;

    private final SqlConfig config;

    MeasuredPool(SqlConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::bound);
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setMaxWaitQueueSize(config.mostWaiting())
                        .setConnectionTimeout((int) config.connectionTimeout().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) config.idleTimeout().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    private void bound(PgConnectOptions options) {
        options.setMetricsName(NAME).setPreparedStatementCacheSqlFilter(MeasuredPool::keepsItsPlan);
        options.setConnectTimeout((int) config.connectTimeout().toMillis());
        options.setReadIdleTimeout((int) config.longestSilence().toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.addProperty("statement_timeout", millis(config.statementTimeout()));
        options.addProperty("idle_in_transaction_session_timeout", millis(config.idleInTransaction()));
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /// Longer statements were not kept before either: that is Vert.x' own bound.
    private static boolean keepsItsPlan(String sql) {
        return sql.length() < LONGEST_KEPT && !sql.startsWith(Database.PLANNED_ANEW);
    }
}
