package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.RedisConfig;
import cn.chaoxue.platform.redis.RedisLink;
import cn.chaoxue.platform.redis.RedisSession;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoWorkers.class)
class LineageTest {

    @Inject
    RedisConfig config;

    @Inject
    Vertx vertx;

    private final Lineage lineage = new Lineage();
    private ScratchServers servers;

    @BeforeEach
    void start() {
        servers = new ScratchServers(vertx, config);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void serverThatDidNotSay_isAskedAgain_evenWhereTheFirstCallerHasLeft() {
        EmbeddedRedis server = servers.started();
        Redis operator = servers.client(server);
        RedisSession session = got(servers.link(server).session());
        mayAsk(operator, "-info");
        Uni<String> left = lineage.of(session);
        assertThatThrownBy(() -> got(lineage.of(session))).hasMessageContaining("NOPERM");

        mayAsk(operator, "+info");
        assertThat(got(lineage.of(session))).hasSize(40);
        assertThatThrownBy(() -> got(left)).hasMessageContaining("NOPERM");
        assertThat(got(lineage.of(session))).hasSize(40);
    }

    /// It names its primary's history, and would write one of its own once it is promoted.
    @Test
    void replica_hasNoHistoryToWriteTo_andIsLookedUpAnew() {
        RedisLink link = servers.link(servers.following(EmbeddedServers.exam()));
        RedisSession session = got(link.session());
        assertThatThrownBy(() -> got(lineage.of(session))).isInstanceOf(Unavailable.class);
        assertThat(got(link.session())).isNotSameAs(session);
    }

    private static void mayAsk(Redis operator, String rule) {
        ScratchServers.send(
                operator, Request.cmd(Command.ACL).arg("SETUSER").arg("default").arg(rule));
    }

    private static <T> T got(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(20));
    }
}
