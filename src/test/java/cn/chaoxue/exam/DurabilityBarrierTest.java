package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.ScratchFolder;
import cn.chaoxue.platform.problem.Unavailable;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The embedded Redis cannot wait for its own disk (`WAITAOF` came with 7.2), but it can wait for a replica.
@QuarkusTest
@TestProfile(NoWorkers.class)
class DurabilityBarrierTest {

    @Inject
    @RedisClientName("exam")
    Redis redis;

    @Inject
    Vertx vertx;

    @Test
    void withoutTheReplicaAskedFor_nothingPasses() {
        DurabilityBarrier barrier = new DurabilityBarrier(redis, 1);
        assertThatThrownBy(() -> pass(barrier)).isInstanceOf(Unavailable.class);
    }

    @Test
    void withTheReplica_everyCallerPasses() throws Exception {
        DurabilityBarrier barrier = new DurabilityBarrier(redis, 1);
        ScratchFolder folder = ScratchFolder.create("replica");
        EmbeddedRedis replica =
                EmbeddedRedis.at(folder.path().resolve("redis"), EmbeddedServer.freePort(), EmbeddedRedis.Role.EXAM);
        replica.start();
        try {
            follow(replica);
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);
            Callable<Object> caller = () -> pass(barrier);
            Concurrently.all(List.of(caller, caller, caller, caller, caller));
            pass(barrier);
        } finally {
            replica.stop();
            folder.delete();
        }
    }

    @Test
    void serverThatWritesBeforeItAnswers_needsNoWait() {
        DurabilityBarrier barrier = new DurabilityBarrier(redis, 0);
        // Whoever waits does so each time; a machine that stands still, once.
        Duration shortest = Stream.generate(() -> timeToPass(barrier))
                .limit(5)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(shortest).isLessThan(Duration.ofMillis(500));
    }

    private static Duration timeToPass(DurabilityBarrier barrier) {
        long since = System.nanoTime();
        pass(barrier);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /// Makes `replica` one of the exam Redis and waits until it is in step.
    private void follow(EmbeddedRedis replica) throws Exception {
        String password =
                URI.create(EmbeddedServers.exam().hosts()).getUserInfo().substring(1);
        io.vertx.redis.client.Redis client = io.vertx.redis.client.Redis.createClient(vertx, replica.hosts());
        String port = Integer.toString(EmbeddedServers.exam().port());
        send(client, Request.cmd(Command.CONFIG).arg("SET").arg("masterauth").arg(password));
        send(client, Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(port));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(client, Request.cmd(Command.INFO).arg("replication"))
                        .contains("master_link_status:up"));
        client.close();
    }

    private static String send(io.vertx.redis.client.Redis client, Request command) throws Exception {
        return client.send(command)
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .toString();
    }

    private static Object pass(DurabilityBarrier barrier) {
        barrier.passed(Durability.ANSWERED).await().atMost(Duration.ofSeconds(20));
        return barrier;
    }
}
