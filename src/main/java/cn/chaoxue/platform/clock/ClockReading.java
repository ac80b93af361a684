package cn.chaoxue.platform.clock;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Reads PostgreSQL's clock: once before the first request, then every few seconds. While PostgreSQL is away the
/// monotonic clock goes on by itself, which is good for days.
@Singleton
class ClockReading {

    private static final Logger LOG = Logger.getLogger(ClockReading.class);
    private static final String READ = "select clock_timestamp() as at";
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final SharedClock clock;
    private final Database database;
    private final DataSource atStart;
    private final WorkerLoop loop = new WorkerLoop("clock", EVERY, this::read);

    ClockReading(SharedClock clock, Database database, DataSource atStart, MeterRegistry meters) {
        this.clock = clock;
        this.database = database;
        this.atStart = atStart;
        new FeatureMeters(meters, "clock")
                .seconds(
                        "process.ahead",
                        "How far this process's own clock is ahead of PostgreSQL's",
                        clock::processAheadSeconds);
    }

    /// First of all: other features begin their work on the same event.
    void start(@Observes @Priority(1) StartupEvent started) {
        try (Connection connection = atStart.getConnection();
                Statement statement = connection.createStatement()) {
            // The first answer of a connection may be slow; the second tells the time well.
            for (int i = 0; i < 2; i++) {
                long asked = System.nanoTime();
                try (ResultSet row = statement.executeQuery(READ)) {
                    row.next();
                    note(row.getObject("at", OffsetDateTime.class).toInstant(), asked);
                }
            }
        } catch (SQLException e) {
            LOG.warnf("starting by this process's own clock: %s", e.getMessage());
        }
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.stop();
    }

    /// One reading; there is never a reason for another at once.
    private Uni<Integer> read() {
        long asked = System.nanoTime();
        return database.query(
                        READ, Tuple.tuple(), row -> row.getOffsetDateTime("at").toInstant())
                .invoke(rows -> note(rows.getFirst(), asked))
                .replaceWith(0);
    }

    private void note(Instant read, long asked) {
        clock.accept(read, asked, System.nanoTime());
    }
}
