package cn.chaoxue.audit;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.RolesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Lets no process serve whose role of the database could change the log (A1.9): the triggers that refuse accidents an
/// owner may switch off. Maintenance serves nobody and is not asked: an investigation must not depend on it.
@Singleton
class AuditGuard {

    private static final Logger LOG = Logger.getLogger(AuditGuard.class);
    private static final String CHANGEABLE = "The database role %s could change the audit log (%s).";
    private static final String REMEDY = " Let the service sign in as a role that owns nothing"
            + " (QUARKUS_DATASOURCE_USERNAME), migrations as the owner (QUARKUS_FLYWAY_USERNAME):"
            + " docs/operations/audit.md. chaoxue.audit.serve-unguarded=true serves all the same.";
    private static final String CREATES =
            " Migrations cannot take back the right to create there; %s: docs/operations/audit.md.";
    private static final String ABSENT =
            "This database has no audit log: migrate it first (database migrate), see docs/operations/run.md.";
    private static final String UNKNOWN = "Nobody could be asked whether the audit log is guarded: PostgreSQL is away.";

    private final DataSource source;
    private final AuditConfig config;
    private final AtomicLong changeable;

    AuditGuard(DataSource source, AuditConfig config, MeterRegistry registry) {
        this.source = source;
        this.config = config;
        this.changeable = new FeatureMeters(registry, "audit")
                .level("changeable", "1 where the role this process serves as could change the audit log");
    }

    /// Before any feature begins its work, and before the first request.
    void start(@Observes @Priority(1) StartupEvent started, RolesConfig roles) {
        if (roles.api() || roles.worker()) {
            require(rights());
        }
    }

    /// Throws what to do instead, where this process may not serve.
    void require(LogRights rights) {
        if (!rights.present()) {
            throw new IllegalStateException(ABSENT);
        }
        if (rights.excess().isEmpty()) {
            return;
        }
        String found = CHANGEABLE.formatted(rights.role(), rights.excess());
        if (!config.serveUnguarded()) {
            throw new IllegalStateException(found + remedy(rights));
        }
        changeable.set(1);
        LOG.warn(found + " It serves all the same: chaoxue.audit.serve-unguarded.");
    }

    private static String remedy(LogRights rights) {
        String first = rights.remedy().map(CREATES::formatted).orElse("");
        return rights.mended() ? first : first + REMEDY;
    }

    /// By JDBC, which signs in as the reactive pool does.
    private LogRights rights() {
        try {
            return LogRights.of(source);
        } catch (SQLException e) {
            throw new IllegalStateException(UNKNOWN, e);
        }
    }
}
