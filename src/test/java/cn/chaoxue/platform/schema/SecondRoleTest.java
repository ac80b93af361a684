package cn.chaoxue.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.launcher.EmbeddedPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// An installation that began with one role gets a second one (docs/operations/audit.md).
@QuarkusTest
class SecondRoleTest extends BeganWithOneRole {

    private static final String TOUCHED = "select string_agg(oid || ' ' || xmin, ',' order by oid) from pg_class"
            + " where relnamespace = 'public'::regnamespace";

    @Inject
    AgroalDataSource service;

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

    /// Older processes go on writing between one migration and the next, and where the next fails for long.
    @Test
    void newTable_isTheServicesWithItsOwnMigration() throws SQLException, IOException {
        createRole();
        migrate();
        Files.writeString(more.resolve("V998__noted.sql"), """
                create table noted (id bigint generated always as identity);
                create function note() returns trigger language plpgsql as
                    $$ begin insert into noted default values; return null; end $$;
                create trigger noted after update on tree_version for each statement execute function note();
                """);
        Files.writeString(more.resolve("V999__fails.sql"), "select 1 / 0");
        assertThatThrownBy(this::migrate).hasMessageContaining("division by zero");
        runAs(second(), "update tree_version set version = version + 1");
        assertThat(text(owner(), "select count(*) from noted")).isEqualTo("1");
    }

    /// Else its tables would be none of those the service is granted, and nobody would say so.
    @Test
    void otherRoleThanTheOwner_mayNotMigrate() {
        createRole();
        migrate();
        assertThatThrownBy(() -> flyway(second()).migrate())
                .hasMessageContaining("belong to the role " + EmbeddedPostgres.NAME)
                .hasMessageContaining("not as " + later)
                .hasMessageContaining("QUARKUS_FLYWAY_USERNAME");
    }

    /// Whoever may create functions could have the owner call them.
    @Test
    void rightToCreate_isTakenBackAndNothingCreatedIsCalled() throws SQLException {
        createRole();
        migrate();
        run("grant create on schema public to public", "grant create on schema public to " + later);
        run("revoke insert on account from " + later);
        runAs(
                second(),
                "create function public.format(text, text, name) returns text language plpgsql as"
                        + " $$ begin raise exception 'called as %', current_user; end $$");
        migrate();
        assertThat(MissingRights.of(second()).named()).isEmpty();
        assertThatThrownBy(() -> runAs(second(), "create table mine ()"))
                .hasMessageContaining("permission denied for schema public");
    }

    @Test
    void rightToPassRightsOn_isTakenBack() throws SQLException {
        createRole();
        migrate();
        String right = text(owner(), "select relacl::text from pg_class where relname = 'account'");
        run("grant select on account to " + later + " with grant option");
        runAs(second(), "grant select on account to " + EmbeddedPostgres.SERVICE);
        migrate();
        assertThat(text(owner(), "select relacl::text from pg_class where relname = 'account'"))
                .isEqualTo(right);
    }

    /// Processes of one installation start at once, and most find nothing to do.
    @Test
    void manyWhoMigrateAtOnce_grantOnce() throws SQLException {
        createRole();
        Concurrently.times(4, Executors.callable(this::migrate));
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
}
