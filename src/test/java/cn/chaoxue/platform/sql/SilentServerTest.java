package cn.chaoxue.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// PostgreSQL whose host went away without a word: nothing comes any more, not even an end.
@QuarkusTest
class SilentServerTest {

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private volatile boolean silent;

    @Test
    void serverIsSilent_connectionsAreGivenUpAndOpenedAnew() throws Exception {
        PgConnectOptions server = PgConnectOptions.fromUri(url.substring(url.indexOf("postgresql:")))
                .setUser(user)
                .setPassword(password);
        Pool pool = pool(new PgConnectOptions(server).setHost("127.0.0.1").setPort(relayTo(server)));
        assertThat(answered(pool)).isTrue();

        silent = true;
        assertThat(answered(pool)).isFalse();

        silent = false;
        // Who asks at the very moment may yet meet the connection that is being given up.
        await().atMost(20, TimeUnit.SECONDS).until(() -> answered(pool));
        pool.close();
    }

    /// A pool of one, so that whoever comes next needs the connection that has fallen silent.
    private Pool pool(PgConnectOptions server) {
        SqlConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(SqlConfig.class)
                .withDefaultValue("chaoxue.sql.longest-silence", "1s")
                .build()
                .getConfigMapping(SqlConfig.class);
        return new MeasuredPool(config).create(new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions().setMaxSize(1);
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(server);
            }
        });
    }

    private static boolean answered(Pool pool) throws Exception {
        Future<Boolean> answer = pool.query("select 1").execute().map(true).otherwise(false);
        return answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private int relayTo(PgConnectOptions server) throws Exception {
        NetClient out = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(client -> {
                    client.pause();
                    out.connect(server.getPort(), server.getHost()).onSuccess(postgres -> {
                        pass(client, postgres);
                        pass(postgres, client);
                        client.resume();
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
    }

    private void pass(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (!silent) {
                to.write(bytes);
            }
        });
        from.closeHandler(_ -> to.close());
    }
}
