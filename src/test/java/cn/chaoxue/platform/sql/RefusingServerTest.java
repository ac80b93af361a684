package cn.chaoxue.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.launcher.EmbeddedServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// PostgreSQL that lets nobody in. Found in a drill: 5,950 unhandled failures, one for each statement that had been
/// answered long before.
class RefusingServerTest {

    private static final Duration BOUND = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        InTime.done(vertx.close().toCompletionStage().toCompletableFuture());
    }

    @Test
    void statementRefused_isNotFailedAgainWhenItsWaitWouldHaveEnded() {
        vertx.exceptionHandler(unhandled::add);
        SqlConfig config = config();
        Database database = new Database(new io.vertx.mutiny.sqlclient.Pool(pool(config)), config);

        long begin = System.nanoTime();
        List<Boolean> answered = Uni.join()
                .all(statement(database), statement(database), statement(database))
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(answered).containsOnly(false);
        await().until(() -> System.nanoTime() - begin > BOUND.multipliedBy(3).toNanos());
        assertThat(unhandled).isEmpty();
    }

    private static Uni<Boolean> statement(Database database) {
        return database.query("select 1", Tuple.tuple(), row -> true)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(false);
    }

    private static SqlConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(SqlConfig.class)
                .withDefaultValue("chaoxue.sql.connection-timeout", BOUND.toMillis() + "ms")
                .build()
                .getConfigMapping(SqlConfig.class);
    }

    private Pool pool(SqlConfig config) {
        PgConnectOptions nobody = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(EmbeddedServer.freePort())
                .setUser("nobody")
                .setDatabase("nothing");
        return new MeasuredPool(config).create(new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions().setMaxSize(2);
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(nobody);
            }
        });
    }
}
