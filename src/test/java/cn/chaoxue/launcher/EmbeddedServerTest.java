package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedServerTest {

    private ScratchFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ScratchFolder.create("server-test");
    }

    @AfterEach
    void deleteFolder() {
        folder.delete();
    }

    @Test
    void postgres_isDurableAndKeepsCommittedRowsOverAKill() throws SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.at(folder.path().resolve("postgres"), EmbeddedServer.freePort());
        postgres.start();
        try {
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            ask(postgres, "create table kept as select 42 as answer; select 1");
            postgres.kill();
            assertThat(postgres.process()).isEmpty();
            postgres.start();
            assertThat(ask(postgres, "select answer from kept")).isEqualTo("42");
        } finally {
            postgres.stop();
        }
        assertThat(postgres.process()).isEmpty();
    }

    @Test
    void redisOfEitherRole_keepsTheFsyncPolicyAndAcknowledgedWritesOverAKill() {
        Map<EmbeddedRedis.Role, String> policies =
                Map.of(EmbeddedRedis.Role.STUDY, "everysec", EmbeddedRedis.Role.EXAM, "always");
        policies.forEach((role, policy) -> {
            EmbeddedRedis redis = EmbeddedRedis.at(folder.path().resolve(role.name()), EmbeddedServer.freePort(), role);
            redis.start();
            try (RedisLine line = RedisLine.to(redis)) {
                assertThat(line.ask("CONFIG GET appendfsync")).contains(policy);
                assertThat(line.ask("CONFIG GET maxmemory-policy")).contains("noeviction");
                assertThat(line.ask("SET kept yes")).contains("OK");
                redis.kill();
                redis.start();
            }
            try (RedisLine line = RedisLine.to(redis)) {
                assertThat(line.ask("GET kept")).contains("yes");
            } finally {
                redis.stop();
            }
            assertThat(redis.process()).isEmpty();
        });
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.NAME, postgres.password());
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            ResultSet result = statement.getResultSet();
            result.next();
            return result.getString(1);
        }
    }
}
