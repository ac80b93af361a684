package cn.chaoxue.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SuperusersSql;
import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.platform.schema.ServiceRole;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// The schema `public` belongs to another role than the tables, as in a database of an older PostgreSQL: migrations
/// cannot take back the right to create in it, which everybody has there.
@QuarkusTest
class ForeignSchemaTest {

    private static final String AFTER = "/db/migration/afterMigrate__service_role.sql";
    private static final String REVOKE = "revoke create on schema public from public cascade";
    private static final String MEND = "grant create on schema public to " + EmbeddedPostgres.NAME + "; " + REVOKE;

    private final String database = "foreign_schema_" + Sql.unique();
    private final String service = "serves_" + Sql.unique();

    @BeforeEach
    void asBeforePostgres15() {
        SuperusersSql.run(
                "create database %s owner %s".formatted(database, EmbeddedPostgres.NAME),
                "create role %s login password 'serves'".formatted(service));
        SuperusersSql.in(
                database, "alter schema public owner to postgres", "grant usage, create on schema public to public");
    }

    @AfterEach
    void gone() {
        SuperusersSql.run("drop database %s with (force)".formatted(database), "drop role " + service);
    }

    @Test
    void rightToCreate_isTakenBackByWhatItsOwnerIsToldToRun() throws SQLException, IOException {
        flyway().migrate();
        assertThat(LogRights.of(serving()).excess()).isEqualTo("create in the schema");
        assertThatThrownBy(() -> guard().require(LogRights.of(serving())))
                .hasMessageContaining("as the role postgres run in this database: " + MEND + ":")
                .hasMessageNotContaining("QUARKUS_DATASOURCE_USERNAME");
        assertThat(warnings()).anyMatch(said -> said.contains("as the role postgres run in this database: " + MEND));
        assertThat(new ServiceRole(flyway()).fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains(MEND));

        SuperusersSql.in(database, MEND);

        assertThatCode(() -> guard().require(LogRights.of(serving()))).doesNotThrowAnyException();
        assertThat(warnings()).isEmpty();
        assertThat(new ServiceRole(flyway()).fault()).isEmpty();
        run(owner(), "create table later ()");
    }

    /// It has the right by its own name and by a role it is a member of, the owner of the tables by itself.
    @Test
    void rightGivenByName_isTakenFromEachThatPassesItOn() throws SQLException, IOException {
        String group = "group_" + Sql.unique();
        SuperusersSql.run("create role " + group, "grant %s to %s".formatted(group, service));
        try {
            SuperusersSql.in(
                    database,
                    "grant create on schema public to %s, %s, %s".formatted(EmbeddedPostgres.NAME, group, service),
                    REVOKE);
            flyway().migrate();
            List<String> said = warnings();
            String mend = said.getLast().replaceFirst(".*this database: (.*) \\(docs/.*", "$1");
            assertThat(mend).contains(group, service).doesNotContain("grant", EmbeddedPostgres.NAME + " ");
            SuperusersSql.in(database, mend);
            assertThat(LogRights.of(serving()).excess()).isEmpty();
            run(owner(), "create table later ()");
        } finally {
            SuperusersSql.in(database, "drop owned by " + group);
            SuperusersSql.run("drop role " + group);
        }
    }

    /// Without it not even the tables are seen.
    @Test
    void rightToUse_isNamedWithWhoMayGiveIt() throws SQLException, IOException {
        SuperusersSql.in(
                database,
                "grant usage, create on schema public to " + EmbeddedPostgres.NAME,
                "revoke all on schema public from public");
        flyway().migrate();
        String mend = "grant usage on schema public to " + service;
        assertThat(warnings()).anyMatch(said -> said.contains("as the role postgres run in this database: " + mend));
        SuperusersSql.in(database, mend);
        assertThat(warnings()).isEmpty();
        run(serving(), "select count(*) from unit");
    }

    private AuditGuard guard() {
        return new AuditGuard(serving(), () -> false, new SimpleMeterRegistry());
    }

    /// What is said after a migrate.
    private List<String> warnings() throws SQLException, IOException {
        List<String> said = new ArrayList<>();
        try (InputStream script = ForeignSchemaTest.class.getResourceAsStream(AFTER);
                Connection connection = owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("${service}", service));
            for (SQLWarning one = statement.getWarnings(); one != null; one = one.getNextWarning()) {
                said.add(one.getMessage());
            }
        }
        return said;
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(owner())
                .placeholders(Map.of("service", service))
                .load();
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private DataSource owner() {
        return signedIn(EmbeddedPostgres.NAME, EmbeddedServers.postgres().password());
    }

    private DataSource serving() {
        return signedIn(service, "serves");
    }

    private DataSource signedIn(String role, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(EmbeddedServers.postgres().jdbcUrl().replaceFirst("/chaoxue$", "/" + database));
        source.setUser(role);
        source.setPassword(password);
        return source;
    }
}
