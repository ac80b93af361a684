package cn.chaoxue.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.SuperusersSql;
import cn.chaoxue.launcher.EmbeddedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
class AuditGuardTest {

    private static final String SERVICE = EmbeddedPostgres.SERVICE;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Inject
    DataSource service;

    @Inject
    AuditGuard running;

    @AfterEach
    void withheldAgain() {
        OwnersSql.run(
                "revoke update, delete, truncate, trigger on audit_entry from " + SERVICE,
                "revoke update (action) on audit_entry from " + SERVICE,
                "revoke delete, truncate, trigger on audit_head from " + SERVICE,
                "revoke insert, update on service_withheld from " + SERVICE,
                "revoke insert (relation), update (acts) on service_withheld from " + SERVICE,
                "revoke create on schema public from " + SERVICE,
                "revoke trigger on flyway_schema_history from " + SERVICE);
    }

    @Test
    void roleOfTheService_servesAndTheMetricSaysSo() throws SQLException {
        assertThat(LogRights.of(service)).isEqualTo(new LogRights(SERVICE, true, "", Optional.empty()));
        assertThatCode(() -> running.require(LogRights.of(service))).doesNotThrowAnyException();
        assertThat(given().accept("text/plain").get("/q/metrics").asString())
                .containsPattern("(?m)^chaoxue_audit_changeable(\\{.*})? 0\\.0$");
    }

    @Test
    void owner_isToldWhatToDoInsteadOfServing() throws SQLException {
        LogRights owner = LogRights.of(owner());
        assertThatThrownBy(() -> guard(false).require(owner))
                .hasMessageContaining("role chaoxue could change the audit log (")
                .hasMessageContaining("own audit_entry")
                .hasMessageContaining("own the schema")
                .hasMessageContaining("QUARKUS_DATASOURCE_USERNAME")
                .hasMessageContaining("docs/operations/audit.md");
    }

    @Test
    void ownerBesidesWhoeverIsToldSo_servesAndIsSeen() throws SQLException {
        AuditGuard told = guard(true);
        assertThat(changeable()).isZero();
        told.require(LogRights.of(owner()));
        assertThat(changeable()).isEqualTo(1);
    }

    /// One right is enough, to one column or to the end of the chain alone.
    @ParameterizedTest
    @CsvSource({
        "update on audit_entry, update audit_entry",
        "update (action) on audit_entry, update audit_entry",
        "delete on audit_entry, delete audit_entry",
        "truncate on audit_entry, truncate audit_entry",
        "trigger on audit_entry, trigger audit_entry",
        "delete on audit_head, delete audit_head",
        "truncate on audit_head, truncate audit_head",
        "update on service_withheld, update service_withheld",
        "update (acts) on service_withheld, update service_withheld",
        "insert (relation) on service_withheld, insert service_withheld",
        "trigger on flyway_schema_history, trigger flyway_schema_history",
        "create on schema public, create in the schema"
    })
    void everySingleRight_isFound(String right, String found) throws SQLException {
        OwnersSql.run("grant " + right + " to " + SERVICE);
        LogRights rights = LogRights.of(service);
        assertThat(rights.excess()).isEqualTo(found);
        assertThatThrownBy(() -> guard(false).require(rights)).hasMessageContaining(found);
    }

    /// Without inheriting, too: such a member may become the owner by `set role`.
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void memberOfTheOwner_isAsGoodAsTheOwner(boolean inherits) throws SQLException {
        String role = EmbeddedPostgres.NAME;
        SuperusersSql.run("grant %s to %s with inherit %s".formatted(role, SERVICE, inherits));
        try {
            assertThat(LogRights.of(service).excess()).contains("own audit_entry", "own audit_head", "own the schema");
        } finally {
            SuperusersSql.run("revoke %s from %s".formatted(role, SERVICE));
        }
    }

    @Test
    void databaseNobodyMigrated_isToldFromOneThatIsGuarded() {
        assertThatThrownBy(() -> guard(true).require(new LogRights(SERVICE, false, "", Optional.empty())))
                .hasMessageContaining("database migrate");
    }

    private AuditGuard guard(boolean unguarded) {
        return new AuditGuard(service, () -> unguarded, meters);
    }

    private double changeable() {
        return meters.get("chaoxue.audit.changeable").gauge().value();
    }

    private static DataSource owner() {
        return signedIn(EmbeddedPostgres.NAME, EmbeddedServers.postgres().password());
    }

    private static DataSource signedIn(String role, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(EmbeddedServers.postgres().jdbcUrl());
        source.setUser(role);
        source.setPassword(password);
        return source;
    }
}
