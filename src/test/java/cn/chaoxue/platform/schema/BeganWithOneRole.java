package cn.chaoxue.platform.schema;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.SuperusersSql;
import cn.chaoxue.launcher.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/// An installation that began with one role: a database of its own on the server of the tests, and a role that comes
/// later.
abstract class BeganWithOneRole {

    private static final String RIGHTS = """
            with held (said) as (
                select relname || ' ' || privilege_type from pg_class, aclexplode(relacl) where grantee = '%1$s'::regrole
                union all
                select attrelid::regclass || ' ' || privilege_type || ' ' || attname
                  from pg_attribute, aclexplode(attacl) where grantee = '%1$s'::regrole
            ) select string_agg(said, '; ' order by said) from held
            """;

    @TempDir
    Path more;

    final String database = "began_with_one_" + Sql.unique();
    final String later = "later_" + Sql.unique();

    @BeforeEach
    final void beganWithOne() {
        SuperusersSql.run("create database %s owner %s".formatted(database, EmbeddedPostgres.NAME));
        migrate();
    }

    @AfterEach
    final void gone() {
        SuperusersSql.run("drop database %s with (force)".formatted(database), "drop role if exists " + later);
    }

    final void createRole() {
        SuperusersSql.run("create role %s login password 'second'".formatted(later));
    }

    /// As the command `database migrate` does it.
    final void migrate() {
        flyway(owner()).migrate();
    }

    final Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "filesystem:" + more)
                .placeholders(Map.of("service", later))
                .load();
    }

    final SchemaGuard guard(DataSource source) {
        return new SchemaGuard(source, Flyway.configure().dataSource(source).load(), Duration.ofSeconds(5));
    }

    final void run(String... statements) throws SQLException {
        runAs(owner(), statements);
    }

    static void runAs(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }

    static String rights(DataSource source, String role) throws SQLException {
        return text(source, RIGHTS.formatted(role));
    }

    static String text(DataSource source, String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    final DataSource owner() {
        return database(database);
    }

    static PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(EmbeddedServers.postgres().jdbcUrl().replaceFirst("/chaoxue$", "/" + name));
        source.setUser(EmbeddedPostgres.NAME);
        source.setPassword(EmbeddedServers.postgres().password());
        return source;
    }

    final DataSource second() {
        PGSimpleDataSource source = database(database);
        source.setUser(later);
        source.setPassword("second");
        return source;
    }
}
