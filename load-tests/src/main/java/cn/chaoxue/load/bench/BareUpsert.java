package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.load.bench.CourseHeartbeats.Pair;
import cn.chaoxue.load.stage.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The reference of `flush`: the rows of `course_progress` written back as they are by the bare reactive pool, with
/// everything read and laid out beforehand.
final class BareUpsert implements AutoCloseable {

    private static final String UPSERT = """
            insert into course_progress as p (learner_id, course_id, segments, covered, covered_segments,
                position_seconds, refused_seconds, version, started_at, updated_at)
            select learner_id, course_id, segments, ('x' || hex)::bit varying, covered_segments, position_seconds,
                refused_seconds, version, at, at
            from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::int[], $6::float8[], $7::int[],
                $8::bigint[], $9::timestamptz[])
                as c (learner_id, course_id, segments, hex, covered_segments, position_seconds, refused_seconds,
                    version, at)
            order by learner_id, course_id
            on conflict (learner_id, course_id) do update set
                segments = excluded.segments, covered = excluded.covered,
                covered_segments = excluded.covered_segments, position_seconds = excluded.position_seconds,
                refused_seconds = excluded.refused_seconds, version = excluded.version,
                updated_at = excluded.updated_at
            """;

    /// How the rows are divided among statements and connections.
    record Shape(int connections, int batch) {

        @Override
        public String toString() {
            return "bare Vert.x pool, %d connections, one statement of %,d rows each, the rows in memory before"
                    .formatted(connections, batch);
        }
    }

    private final Stage stage;
    private final Shape shape;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    BareUpsert(Stage stage, Shape shape) {
        this.stage = stage;
        this.shape = shape;
        EmbeddedPostgres postgres = stage.postgres();
        PgConnectOptions options = PgConnectOptions.fromUri(postgres.reactiveUrl())
                .setUser(EmbeddedPostgres.NAME)
                .setPassword(postgres.password())
                .setCachePreparedStatements(true);
        this.pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(shape.connections))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private record Row(
            Pair key,
            int segments,
            String hex,
            int covered,
            double position,
            int refused,
            long version,
            OffsetDateTime at) {

        long learner() {
            return key.learnerId();
        }

        long course() {
            return key.courseId();
        }
    }

    /// Writes the stored rows of all pairs once more, in batches in their order.
    double rowsPerSecond(List<Pair> pairs, CpuShares cpu) throws Exception {
        Queue<Tuple> batches = batches(pairs);
        cpu.begin();
        long start = System.nanoTime();
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < shape.connections; lane++) {
            lanes.add(rest(batches));
        }
        Future.all(lanes).toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
        long end = System.nanoTime();
        cpu.end(pairs.size());
        return pairs.size() / ((end - start) / 1e9);
    }

    private Future<Void> rest(Queue<Tuple> batches) {
        Tuple batch = poll(batches);
        return batch == null
                ? Future.succeededFuture()
                : pool.preparedQuery(UPSERT).execute(batch).compose(_ -> rest(batches));
    }

    private static @Nullable Tuple poll(Queue<Tuple> batches) {
        synchronized (batches) {
            return batches.poll();
        }
    }

    private Queue<Tuple> batches(List<Pair> pairs) throws SQLException {
        Map<List<Long>, Row> stored = stored();
        Queue<Tuple> batches = new ArrayDeque<>();
        for (int from = 0; from < pairs.size(); from += shape.batch) {
            batches.add(tuple(pairs.subList(from, Math.min(pairs.size(), from + shape.batch)).stream()
                    .map(pair -> Objects.requireNonNull(stored.get(List.of(pair.learnerId(), pair.courseId()))))
                    .sorted(Comparator.comparingLong(Row::learner).thenComparingLong(Row::course))
                    .toList()));
        }
        return batches;
    }

    private static Tuple tuple(List<Row> rows) {
        return Tuple.tuple()
                .addArrayOfLong(column(rows, Row::learner).toArray(Long[]::new))
                .addArrayOfLong(column(rows, Row::course).toArray(Long[]::new))
                .addArrayOfInteger(column(rows, Row::segments).toArray(Integer[]::new))
                .addArrayOfString(column(rows, Row::hex).toArray(String[]::new))
                .addArrayOfInteger(column(rows, Row::covered).toArray(Integer[]::new))
                .addArrayOfDouble(column(rows, Row::position).toArray(Double[]::new))
                .addArrayOfInteger(column(rows, Row::refused).toArray(Integer[]::new))
                .addArrayOfLong(column(rows, Row::version).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(column(rows, Row::at).toArray(OffsetDateTime[]::new));
    }

    private static <T> List<T> column(List<Row> rows, Function<Row, T> value) {
        return rows.stream().map(value).toList();
    }

    private Map<List<Long>, Row> stored() throws SQLException {
        Map<List<Long>, Row> stored = new HashMap<>();
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select learner_id, course_id, segments, covered::text,"
                        + " covered_segments, position_seconds, refused_seconds, version, updated_at"
                        + " from course_progress")) {
            while (row.next()) {
                stored.put(List.of(row.getLong(1), row.getLong(2)), row(row));
            }
        }
        return stored;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Pair(0, row.getLong(1), row.getLong(2)),
                row.getInt(3),
                hex(row.getString(4)),
                row.getInt(5),
                row.getDouble(6),
                row.getInt(7),
                row.getLong(8),
                row.getObject(9, OffsetDateTime.class));
    }

    private static String hex(String bits) {
        String hex = new BigInteger(bits, 2).toString(16);
        return "0".repeat(bits.length() / 4 - hex.length()) + hex;
    }

    @Override
    public void close() throws Exception {
        pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
