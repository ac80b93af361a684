package cn.chaoxue.platform.sql;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Whether PostgreSQL answers this process, and how large the database is. What waits for a connection is in
/// `sql_pool_*`.
@Singleton
class SqlWatch {

    private final Database database;
    private final AtomicLong up;
    private final AtomicLong size;
    private final WorkerLoop loop;

    SqlWatch(Database database, SqlConfig config, MeterRegistry registry) {
        FeatureMeters meters = new FeatureMeters(registry, "sql");
        this.database = database;
        this.up = meters.level("up", "1 while PostgreSQL answers this process");
        this.size = meters.bytes("database", "Size of the database on disk");
        this.loop = new WorkerLoop("sql-watch", config.watchEvery(), this::look);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.stop();
    }

    /// Moves nothing, so it yields zero.
    private Uni<Integer> look() {
        return database.query("select pg_database_size(current_database())", Tuple.tuple(), row -> row.getLong(0))
                .invoke(this::note)
                .onFailure()
                .invoke(() -> up.set(0))
                .onFailure()
                .recoverWithNull()
                .replaceWith(0);
    }

    private void note(List<Long> found) {
        up.set(1);
        size.set(found.getFirst());
    }
}
