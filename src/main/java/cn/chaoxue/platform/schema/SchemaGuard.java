package cn.chaoxue.platform.schema;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.sql.SqlConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/// Lets a process serve only where PostgreSQL is there, every migration of its build has run, by whomever, and the role
/// it signs in as has the rights it needs. Waits for a server that is away; all else ends the start, with what to do.
/// Maintenance is not asked.
@Singleton
class SchemaGuard {

    private static final Logger LOG = Logger.getLogger(SchemaGuard.class);

    private final DataSource source;
    private final Flyway flyway;
    private final Duration patience;

    @Inject
    SchemaGuard(DataSource source, Flyway flyway, SqlConfig config) {
        this(source, flyway, config.awaitAtStart());
    }

    SchemaGuard(DataSource source, Flyway flyway, Duration patience) {
        this.source = source;
        this.flyway = flyway;
        this.patience = patience;
    }

    /// Before all others, on the thread that starts the process: no port is open yet, no event loop waits.
    void start(@Observes @Priority(0) StartupEvent started, RolesConfig roles) {
        if (roles.api() || roles.worker()) {
            require();
        }
    }

    /// Throws what to do instead, where this process may not serve.
    void require() {
        new Arrival(patience).await(this::requireRights);
        SchemaState state = SchemaState.of(flyway);
        state.fault().ifPresent(fault -> {
            throw new IllegalStateException(fault);
        });
        if (!state.newer().isEmpty()) {
            LOG.warnf(
                    "The database is newer than this build (%s): it serves beside the version that takes over, and is to"
                            + " be replaced by it (docs/operations/run.md)",
                    String.join(", ", state.newer()));
        }
    }

    /// Before the migrations: their record needs a right as well.
    private void requireRights() throws SQLException {
        MissingRights missing = MissingRights.of(source);
        if (!missing.named().isEmpty()) {
            throw new IllegalStateException(missing.fault());
        }
    }
}
