package cn.chaoxue.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SuperusersSql;
import cn.chaoxue.launcher.EmbeddedPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// An installation that began with one role gets a second one (docs/operations/audit.md): a database of its own on the
/// server of the tests.
@QuarkusTest
class SecondRoleTest {

    private static final String RIGHTS = """
            with held (said) as (
                select relname || ' ' || privilege_type from pg_class, aclexplode(relacl) where grantee = '%1$s'::regrole
                union all
                select attrelid::regclass || ' ' || privilege_type || ' ' || attname
                  from pg_attribute, aclexplode(attacl) where grantee = '%1$s'::regrole
            ) select string_agg(said, '; ' order by said) from held
            """;
    private static final String TOUCHED = "select string_agg(oid || ' ' || xmin, ',' order by oid) from pg_class"
            + " where relnamespace = 'public'::regnamespace";

    @Inject
    AgroalDataSource service;

    private final String database = "began_with_one_" + Sql.unique();
    private final String later = "later_" + Sql.unique();

    @BeforeEach
    void beganWithOne() {
        SuperusersSql.run("create database %s owner %s".formatted(database, EmbeddedPostgres.NAME));
        migrate();
    }

    @AfterEach
    void gone() {
        SuperusersSql.run("drop database %s with (force)".formatted(database), "drop role if exists " + later);
    }

    @Test
    void secondRole_isRefusedUntilTheOwnerMigratesOnceMore() throws SQLException {
        assertThat(MissingRights.of(owner()).named()).isEmpty();
        createRole();
        assertThatThrownBy(() -> guard(second()).require())
                .hasMessageContaining("role " + later + " lacks rights it needs (")
                .hasMessageContaining("QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE=" + later);

        migrate();

        guard(second()).require();
        assertThat(rights(owner(), later))
                .contains("account INSERT", "staff_grant UPDATE over_at", "audit_entry INSERT")
                .doesNotContain("audit_entry UPDATE", "staff_grant UPDATE;", "TRUNCATE")
                .isEqualTo(rights(database(EmbeddedPostgres.NAME), EmbeddedPostgres.SERVICE));
    }

    @Test
    void rightsBeyondTheNeeded_areTakenBack() throws SQLException {
        createRole();
        migrate();
        String right = rights(owner(), later);
        run("grant truncate, trigger on account to " + later, "grant update (action) on audit_entry to " + later);
        run("grant delete on staff_grant to " + later, "revoke update (over_at) on staff_grant from " + later);
        assertThat(rights(owner(), later)).isNotEqualTo(right);
        migrate();
        assertThat(rights(owner(), later)).isEqualTo(right);
    }

    /// Processes of one installation start at once, and most find nothing to do.
    @Test
    void manyWhoMigrateAtOnce_grantOnce() throws SQLException {
        createRole();
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(this::migrate))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(MissingRights.of(second()).named()).isEmpty();
        String touched = text(owner(), TOUCHED);
        migrate();
        assertThat(text(owner(), TOUCHED)).isEqualTo(touched);
    }

    /// Where one role is both, migrations go through the pool of the service.
    @Test
    void onlyRole_migratesWithTheConnectionsOfTheService() throws SQLException {
        try (AgroalDataSource pool = AgroalDataSource.from(poolOfTheSameSize())) {
            Flyway.configure()
                    .dataSource(pool)
                    .placeholders(Map.of("service", EmbeddedPostgres.NAME))
                    .load()
                    .migrate();
        }
        assertThat(MissingRights.of(owner()).named()).isEmpty();
    }

    private AgroalDataSourceConfigurationSupplier poolOfTheSameSize() {
        int size = service.getConfiguration().connectionPoolConfiguration().maxSize();
        PGSimpleDataSource owner = database(database);
        return new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(owner.getUrl())
                                .principal(new NamePrincipal(EmbeddedPostgres.NAME))
                                .credential(new SimplePassword(owner.getPassword()))));
    }

    @Test
    void whatIsWithheld_isThere() throws SQLException {
        assertThat(
                        text(
                                owner(),
                                "select string_agg(relation, ', ') from service_withheld where to_regclass(relation::text) is null"))
                .isNull();
    }

    private void createRole() {
        SuperusersSql.run("create role %s login password 'second'".formatted(later));
    }

    /// As the command `database migrate` does it.
    private void migrate() {
        Flyway.configure()
                .dataSource(owner())
                .placeholders(Map.of("service", later))
                .load()
                .migrate();
    }

    private SchemaGuard guard(DataSource source) {
        return new SchemaGuard(source, Flyway.configure().dataSource(source).load(), Duration.ofSeconds(5));
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = owner().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }

    private static String rights(DataSource source, String role) throws SQLException {
        return text(source, RIGHTS.formatted(role));
    }

    private static String text(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private DataSource owner() {
        return database(database);
    }

    private static PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(EmbeddedServers.postgres().jdbcUrl().replaceFirst("/chaoxue$", "/" + name));
        source.setUser(EmbeddedPostgres.NAME);
        source.setPassword(EmbeddedServers.postgres().password());
        return source;
    }

    private DataSource second() {
        PGSimpleDataSource source = database(database);
        source.setUser(later);
        source.setPassword("second");
        return source;
    }
}
