package cn.chaoxue.platform.schema;

import cn.chaoxue.platform.sql.SqlConfig;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.DriverManager;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Waits for PostgreSQL before the migrations of a start, as the role they run as, with [Arrival]: Flyway's own
/// tries take a wrong password for a server that is away.
@Singleton
class MigrationArrival implements FlywayConfigurationCustomizer {

    private final boolean migrates;
    private final Duration patience;

    /// From here on every log-in by JDBC is bounded, by whomever: a server that has stopped takes connections and says
    /// nothing. What follows is not: a migration takes as long as it takes.
    @Inject
    MigrationArrival(@ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrates, SqlConfig config) {
        this(migrates, config.awaitAtStart());
        DriverManager.setLoginTimeout(
                Math.toIntExact(Math.max(1, config.connectTimeout().toSeconds())));
    }

    MigrationArrival(boolean migrates, Duration patience) {
        this.migrates = migrates;
        this.patience = patience;
    }

    /// Throws what to tell the operator, where PostgreSQL refuses or stays away.
    @Override
    public void customize(FluentConfiguration configuration) {
        if (migrates) {
            DataSource source = configuration.getDataSource();
            new Arrival(patience).await(() -> source.getConnection().close());
        }
    }
}
