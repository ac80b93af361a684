package cn.chaoxue.platform.schema;

import io.quarkus.runtime.ApplicationLifecycleManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/// Waits for a PostgreSQL that is away, as after a power failure, where all start at once. Blocks its thread: for the
/// one that starts the process, before there is anything to serve.
final class Arrival {

    private static final Logger LOG = Logger.getLogger(Arrival.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final String GIVEN_UP = "PostgreSQL has been away for %d s (%s): this process ends."
            + " chaoxue.sql.await-at-start bounds how long a start waits for it.";
    private static final String REFUSED = "PostgreSQL refuses this process: %s";

    /// SQLSTATE classes that time may mend: connection, insufficient resources, operator intervention (starting, too).
    private static final Set<String> PASSING = Set.of("08", "53", "57");

    private final Duration bound;

    /// Waits at most so long, and as long as one attempt takes.
    Arrival(Duration bound) {
        this.bound = bound;
    }

    /// Something that needs PostgreSQL.
    interface Attempt {
        void make() throws SQLException;
    }

    /// Returns once the attempt has succeeded. Throws what to tell the operator, where it has not within the bound,
    /// where PostgreSQL refuses it for a reason that time does not mend, or where the process is told to end.
    void await(Attempt attempt) {
        long began = System.nanoTime();
        long told = began - BETWEEN_LINES.toNanos();
        while (true) {
            try {
                attempt.make();
                return;
            } catch (SQLException e) {
                long now = System.nanoTime();
                requirePatience(e, Duration.ofNanos(now - began));
                if (now - told >= BETWEEN_LINES.toNanos()) {
                    LOG.warnf("PostgreSQL is away (%s): waiting for it, up to %d s", said(e), bound.toSeconds());
                    told = now;
                }
            }
            pause();
        }
    }

    private void requirePatience(SQLException failure, Duration waited) {
        if (!isPassing(failure)) {
            throw new IllegalStateException(REFUSED.formatted(said(failure)), failure);
        }
        if (waited.compareTo(bound) >= 0 || ApplicationLifecycleManager.isVmShuttingDown()) {
            throw new IllegalStateException(GIVEN_UP.formatted(waited.toSeconds(), said(failure)), failure);
        }
    }

    /// Without a state it is the pool's own: no connection in time.
    private static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
    }

    private static String said(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }
}
