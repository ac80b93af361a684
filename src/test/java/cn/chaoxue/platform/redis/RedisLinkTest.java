package cn.chaoxue.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedisLinkTest {

    @Inject
    @RedisClientName("exam")
    Redis redis;

    @Inject
    RedisConfig config;

    /// A join that fails fast never asks those it has left. Found by the drill `killed-redis`: the worker stayed
    /// without Redis for good.
    @Test
    void sessionNobodyAskedFor_keepsNobodyElseFromOne() {
        RedisLink link = new RedisLink("exam", redis, config);
        Uni<RedisSession> neverAsked = link.session();
        Awaitility.await().pollDelay(config.sessionTimeout().plusMillis(200)).until(() -> neverAsked != null);
        RedisSession session = link.session().await().atMost(Duration.ofSeconds(20));
        assertThat(session.send(Request.cmd(Command.PING)).await().atMost(Duration.ofSeconds(20)))
                .hasToString("PONG");
    }

    @Test
    void serverIsNoLongerTheOneToWriteTo_sessionEnds() {
        RedisLink link = new RedisLink("exam", redis, config);
        RedisSession session = got(link.session());
        Request name = Request.cmd(Command.CLIENT).arg("ID");
        String before = got(session.send(name)).toString();
        Request write = Request.cmd(Command.SET).arg("link-test:text").arg("x");
        got(session.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)));
        try {
            assertThatThrownBy(() -> got(session.send(write))).hasMessageStartingWith("READONLY");
        } finally {
            Request alone = Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE");
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> got(link.session().chain(next -> next.send(alone))) != null);
        }

        assertThat(session.ended()).isTrue();
        assertThat(got(link.session().chain(next -> next.send(name))).toString())
                .as("a connection of its own")
                .isNotEqualTo(before);
        assertThat(got(link.session().chain(next -> next.send(write))).toString())
                .isEqualTo("OK");
    }

    private static <T> T got(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(20));
    }
}
