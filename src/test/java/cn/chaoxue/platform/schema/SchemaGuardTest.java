package cn.chaoxue.platform.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.launcher.EmbeddedPostgres;
import cn.chaoxue.launcher.EmbeddedServer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
class SchemaGuardTest {

    private static final String ADD = "insert into flyway_schema_history (installed_rank, version, description, type,"
            + " script, checksum, installed_by, execution_time, success)"
            + " values (900, '%1$s', 'test', 'SQL', 'V%1$s__test.sql', 1, 'test', 1, %2$s)";

    @Inject
    SchemaGuard running;

    @Inject
    Flyway migrating;

    @TempDir
    Path more;

    @AfterEach
    void asItWas() {
        OwnersSql.run("delete from flyway_schema_history where installed_rank = 900");
    }

    /// As the role of the service, which may only read.
    @Test
    void databaseAsTheBuildNeedsIt_isServedOn() {
        assertThat(SchemaState.of(flyway(service())).newer()).isEmpty();
        assertThatCode(() -> guard(service(), Duration.ZERO).require()).doesNotThrowAnyException();
        assertThatCode(() -> running.require()).doesNotThrowAnyException();
    }

    @Test
    void migrationThatHasNotRun_isNamedWithWhatToDo() throws IOException {
        Files.writeString(more.resolve("V999__forgotten.sql"), "select 1");
        assertThatThrownBy(() -> guard(service(), Duration.ZERO).require())
                .hasMessageContaining("not run yet: V999__forgotten.sql.")
                .hasMessageContaining("`database migrate`");
    }

    /// To run it now is refused by Flyway: the build is not the one that made these tables.
    @Test
    void migrationThatComesTooLate_isOfAnotherBuild() throws IOException {
        Files.writeString(more.resolve("V11.5__late.sql"), "select 1");
        assertThatThrownBy(() -> guard(service(), Duration.ZERO).require())
                .hasMessageContaining("V11.5__late.sql (newer ones ran without it).")
                .hasMessageContaining("Another build");
    }

    @Test
    void migrationThatFailed_isNamed() {
        OwnersSql.run(ADD.formatted("998", false));
        assertThatThrownBy(() -> running.require())
                .hasMessageContaining("failed: V998__test.sql.")
                .hasMessageContaining("delete its row");
    }

    @Test
    void migrationsOfAnotherBuild_areNamed() {
        OwnersSql.run(ADD.formatted("11.5", true));
        assertThatThrownBy(() -> running.require())
                .hasMessageContaining("not as in this build: V11.5__test.sql.")
                .hasMessageContaining("Another build");
        OwnersSql.run("update flyway_schema_history set checksum = checksum + 1 where version = '02'");
        try {
            assertThatThrownBy(() -> running.require()).hasMessageContaining("V02__identity.sql (changed since");
        } finally {
            OwnersSql.run("update flyway_schema_history set checksum = checksum - 1 where version = '02'");
        }
    }

    /// In a rolling upgrade processes of the version before go on, and one of them may have to start again.
    @Test
    void databaseOfANewerVersion_isServedOnAndSeen() {
        OwnersSql.run(ADD.formatted("998", true));
        assertThat(SchemaState.of(flyway(service())).newer()).containsExactly("V998__test.sql");
        assertThatCode(() -> running.require()).doesNotThrowAnyException();
    }

    /// By default every process migrates before it is asked whether it may serve.
    @Test
    void databaseOfANewerVersion_isNoFaultToWhoMigrates() {
        OwnersSql.run(ADD.formatted("998", true));
        assertThatCode(() -> migrating.migrate()).doesNotThrowAnyException();
    }

    /// Else somebody would meet it, as a failure nobody expects.
    @Test
    void rightThatIsMissing_isNamedWithWhatToDo() {
        OwnersSql.run(
                "revoke insert, update on course from " + EmbeddedPostgres.SERVICE,
                "revoke update (over_by) on staff_grant from " + EmbeddedPostgres.SERVICE,
                "revoke usage on sequence course_id_seq from " + EmbeddedPostgres.SERVICE);
        try {
            assertThatThrownBy(() -> running.require())
                    .hasMessageContaining("role chaoxue_service lacks rights it needs (")
                    .hasMessageContaining("insert, update course; usage course_id_seq; update (over_by) staff_grant)")
                    .hasMessageContaining("QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE=chaoxue_service");
        } finally {
            OwnersSql.run(
                    "grant insert, update on course to " + EmbeddedPostgres.SERVICE,
                    "grant update (over_by) on staff_grant to " + EmbeddedPostgres.SERVICE,
                    "grant usage on sequence course_id_seq to " + EmbeddedPostgres.SERVICE);
        }
    }

    @Test
    void roleThatMayNotEnterTheSchema_isToldSo() {
        OwnersSql.run("revoke usage on schema public from public, " + EmbeddedPostgres.SERVICE);
        try {
            assertThatThrownBy(() -> running.require())
                    .hasMessageContaining(
                            "role chaoxue_service lacks rights it needs (usage on the schema public, which its owner chaoxue")
                    .hasMessageContaining("grant usage on schema public to chaoxue_service");
        } finally {
            OwnersSql.run("grant usage on schema public to public, " + EmbeddedPostgres.SERVICE);
        }
    }

    @Test
    void serverThatIsAway_isWaitedFor() throws Exception {
        int port = EmbeddedServer.freePort();
        PGSimpleDataSource later = service();
        later.setUrl("jdbc:postgresql://127.0.0.1:%d/chaoxue".formatted(port));
        CompletableFuture<Void> start = CompletableFuture.runAsync(
                () -> guard(later, Duration.ofSeconds(60)).require());
        assertThatThrownBy(() -> start.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        try (var _ = new Forwarding(port, EmbeddedServers.postgres().port())) {
            assertThatCode(() -> start.get(20, TimeUnit.SECONDS)).doesNotThrowAnyException();
        }
    }

    @Test
    void serverThatStaysAway_endsTheStartAfterTheBound() {
        PGSimpleDataSource nobody = service();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:" + EmbeddedServer.freePort() + "/chaoxue");
        long began = System.nanoTime();
        assertThatThrownBy(() -> guard(nobody, Duration.ofSeconds(2)).require())
                .hasMessageContaining("PostgreSQL has been away for 2 s")
                .hasMessageContaining("chaoxue.sql.await-at-start");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    @Test
    void serverThatKnowsNoSuchRole_isNotWaitedFor() {
        PGSimpleDataSource stranger = service();
        stranger.setPassword("wrong");
        assertThatThrownBy(() -> guard(stranger, Duration.ofMinutes(5)).require())
                .hasMessageContaining("password authentication failed");
    }

    /// Frozen, or a proxy before it that has lost it.
    @Test
    void serverThatTakesConnectionsAndSaysNothing_endsTheStartAfterTheBound() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            PGSimpleDataSource there = service();
            there.setUrl("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/chaoxue");
            CompletableFuture<Void> start = CompletableFuture.runAsync(
                    () -> guard(there, Duration.ofSeconds(2)).require());
            assertThatThrownBy(() -> start.get(20, TimeUnit.SECONDS)).hasMessageContaining("PostgreSQL has been away");
        }
    }

    /// Migrations sign in before all else, as a role of their own.
    @Test
    void migrations_waitForAServerAndForNothingElse() {
        PGSimpleDataSource stranger = service();
        stranger.setPassword("wrong");
        assertThat(migrating.getConfiguration().getConnectRetries()).isZero();
        MigrationArrival arrival = new MigrationArrival(true, Duration.ofSeconds(1));
        assertThatThrownBy(() -> arrival.customize(Flyway.configure().dataSource(stranger)))
                .hasMessageContaining("PostgreSQL refuses this process")
                .hasMessageContaining("password authentication failed");
        stranger.setUrl("jdbc:postgresql://127.0.0.1:" + EmbeddedServer.freePort() + "/chaoxue");
        assertThatThrownBy(() -> arrival.customize(Flyway.configure().dataSource(stranger)))
                .hasMessageContaining("PostgreSQL has been away for 1 s");
        assertThatCode(() -> new MigrationArrival(false, Duration.ofSeconds(1))
                        .customize(Flyway.configure().dataSource(stranger)))
                .doesNotThrowAnyException();
    }

    private SchemaGuard guard(DataSource source, Duration patience) {
        return new SchemaGuard(source, flyway(source), patience);
    }

    private Flyway flyway(DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "filesystem:" + more)
                .load();
    }

    private static PGSimpleDataSource service() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(EmbeddedServers.postgres().jdbcUrl());
        source.setUser(EmbeddedPostgres.SERVICE);
        source.setPassword(EmbeddedServers.postgres().servicePassword());
        return source;
    }
}
