package cn.chaoxue.platform.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/// The pool as configured, its statements counted and timed: `sql_completed_total`, `sql_processing_seconds`. Vert.x
/// measures only clients that have a name.
@Singleton
class MeasuredPool implements PgPoolCreator {

    /// What the metrics begin with, and which client of that kind it is.
    private static final String NAME = "sql|default";

    private static final int LONGEST_KEPT = 2048;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options ->
                        options.setMetricsName(NAME).setPreparedStatementCacheSqlFilter(MeasuredPool::keepsItsPlan));
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /// Longer statements were not kept before either: that is Vert.x' own bound.
    private static boolean keepsItsPlan(String sql) {
        return sql.length() < LONGEST_KEPT && !sql.startsWith(Database.PLANNED_ANEW);
    }
}
