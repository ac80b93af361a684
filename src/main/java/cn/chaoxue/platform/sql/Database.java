package cn.chaoxue.platform.sql;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Set-based statements over the reactive pool. Every call ends within its bound: with rows, or as [Unavailable].
/// A timed-out transaction may still commit: callers are idempotent.
@ApplicationScoped
public class Database {

    /// What a statement begins with that PostgreSQL shall plan each time, for the arguments it then has. Others
    /// keep a plan for any arguments: right where a county and the whole country are alike.
    public static final String PLANNED_ANEW = "/* planned anew */ ";

    private static final Duration SOON = Duration.ofSeconds(2);

    private final Pool pool;
    private final SqlConfig config;
    private final Duration queryTimeout;
    private final Duration batchTimeout;

    @Inject
    Database(Pool pool, SqlConfig config) {
        this(pool, config, config.queryTimeout(), config.batchTimeout());
    }

    private Database(Pool pool, SqlConfig config, Duration queryTimeout, Duration batchTimeout) {
        this.pool = pool;
        this.config = config;
        this.queryTimeout = queryTimeout;
        this.batchTimeout = batchTimeout;
    }

    /// The same, ending only when the pool or PostgreSQL has ended what was begun: for who counts what is under way
    /// there, and bounds a person's waiting by other means.
    public Database patient() {
        Duration end = config.connectionTimeout().plus(config.statementTimeout().multipliedBy(2));
        return new Database(pool, config, end, end);
    }

    /// Rows of one statement outside a transaction, for a person who waits.
    ///
    /// On a connection asked for: statements given to the pool itself are failed a second time, as an unhandled
    /// error in the log, when they were refused before their wait's bound (eclipse-vertx/vertx-sql-client, issue
    /// 1706).
    public <T> Uni<List<T>> query(String sql, Tuple arguments, Function<Row, T> mapping) {
        Uni<RowSet<Row>> result =
                pool.withConnection(connection -> connection.preparedQuery(sql).execute(arguments));
        return bounded(rows(result, mapping), queryTimeout);
    }

    /// One transaction for a person who waits; rolled back when `work` fails, tried again after a lost conflict.
    public <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return bounded(attempt(work), queryTimeout);
    }

    /// One transaction of a worker's batch; the same, with the longer bound.
    public <T> Uni<T> batch(Function<SqlConnection, Uni<T>> work) {
        return bounded(attempt(work), batchTimeout);
    }

    /// Rows of one statement inside a transaction.
    public static <T> Uni<List<T>> rows(SqlConnection tx, String sql, Tuple arguments, Function<Row, T> mapping) {
        return rows(tx.preparedQuery(sql).execute(arguments), mapping);
    }

    /// Bytes of a column, as statements take them.
    public static @Nullable Buffer bytes(Row row, String column) {
        var value = row.getBuffer(column);
        return value == null ? null : value.getDelegate();
    }

    /// Bytes of a column that is never null.
    public static Buffer someBytes(Row row, String column) {
        return row.getBuffer(column).getDelegate();
    }

    /// Work on PostgreSQL by other means (a Hibernate session), within the bound of a person who waits.
    public <T> Uni<T> bounded(Uni<T> work) {
        return bounded(work, queryTimeout);
    }

    private <T> Uni<T> attempt(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(Database::lostConflict)
                .retry()
                .withBackOff(Duration.ofMillis(10), Duration.ofMillis(200))
                .atMost(config.conflictRetries());
    }

    private static <T> Uni<List<T>> rows(Uni<RowSet<Row>> result, Function<Row, T> mapping) {
        return result.map(rows ->
                StreamSupport.stream(rows.spliterator(), false).map(mapping).toList());
    }

    private static <T> Uni<T> bounded(Uni<T> work, Duration bound) {
        return work.ifNoItem().after(bound).failWith(() -> new Unavailable("postgresql: timeout", SOON));
    }

    private static boolean lostConflict(Throwable failure) {
        return failure instanceof PgException pg && pg.getSqlState().startsWith("40");
    }
}
