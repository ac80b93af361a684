package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.exam.DurabilityBarrier.Ahead;
import cn.chaoxue.launcher.EmbeddedRedis;
import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.ScratchFolder;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.RedisConfig;
import cn.chaoxue.platform.redis.RedisLink;
import cn.chaoxue.platform.redis.RedisSession;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The embedded Redis cannot wait for its own disk (`WAITAOF` came with 7.2), but it can wait for a replica.
@QuarkusTest
@TestProfile(NoWorkers.class)
class DurabilityBarrierTest {

    @Inject
    @Identifier("exam-barrier")
    RedisLink link;

    @Inject
    @Identifier("exam")
    RedisLink writes;

    @Inject
    RedisConfig config;

    @Inject
    Vertx vertx;

    /// The replica of a test before may still be counted for a moment.
    @BeforeEach
    void nobodyFollows() {
        Request replication = Request.cmd(Command.INFO).arg("replication");
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> got(writes.session().chain(session -> session.send(replication)))
                        .toString()
                        .contains("connected_slaves:0"));
    }

    @Test
    void withoutTheReplicaAskedFor_nothingPasses() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        assertThatThrownBy(() -> pass(barrier)).isInstanceOf(Unavailable.class);
    }

    @Test
    void withTheReplica_everyCallerPasses() throws Exception {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        ScratchFolder folder = ScratchFolder.create("replica");
        EmbeddedRedis replica = server(folder, "redis");
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

    /// A switch-over: the replica is asked whether it has what went to the server before, which it never saw.
    @Test
    void anotherServerThanWasWrittenTo_passesNothing_andBothAreLookedUpAnew() throws Exception {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        ScratchFolder folder = ScratchFolder.create("other");
        EmbeddedRedis other = server(folder, "other");
        EmbeddedRedis replica = server(folder, "replica");
        other.start();
        replica.start();
        Redis client = Redis.createClient(vertx, other.hosts());
        try {
            follow(replica);
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);
            RedisLink elsewhere = new RedisLink("exam", client, config);
            RedisSession written = got(elsewhere.session());
            Ahead ahead = got(barrier.aheadOf(written, Durability.ANSWERED)).orElseThrow();
            got(written.send(Request.cmd(Command.SET).arg("barrier-test").arg("x")));

            assertThatThrownBy(() -> got(barrier.passed(ahead)))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("another server");
            assertThat(got(elsewhere.session())).isNotSameAs(written);
            pass(barrier);
        } finally {
            client.close();
            other.stop();
            replica.stop();
            folder.delete();
        }
    }

    /// The same server, but what it wrote before it became a replica was taken from it.
    @Test
    void serverThatBecameThePrimaryAgain_passesNothingWrittenBefore() throws Exception {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        ScratchFolder folder = ScratchFolder.create("again");
        EmbeddedRedis replica = server(folder, "replica");
        replica.start();
        try {
            RedisSession written = got(writes.session());
            Ahead ahead = got(barrier.aheadOf(written, Durability.ANSWERED)).orElseThrow();
            got(written.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)));
            got(written.send(Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE")));
            follow(replica);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(() -> got(barrier.passed(ahead)))
                            .hasMessageContaining("another server"));
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);
        } finally {
            replica.stop();
            folder.delete();
        }
    }

    @Test
    void serverThatWritesBeforeItAnswers_needsNoWait() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 0);
        // Whoever waits does so each time; a machine that stands still, once.
        Duration shortest = Stream.generate(() -> timeToPass(barrier))
                .limit(5)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(shortest).isLessThan(Duration.ofMillis(500));
    }

    private Duration timeToPass(DurabilityBarrier barrier) {
        long since = System.nanoTime();
        pass(barrier);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /// Makes `replica` one of the exam Redis and waits until it is in step.
    private void follow(EmbeddedRedis replica) throws Exception {
        String password =
                URI.create(EmbeddedServers.exam().hosts()).getUserInfo().substring(1);
        Redis client = Redis.createClient(vertx, replica.hosts());
        String port = Integer.toString(EmbeddedServers.exam().port());
        send(client, Request.cmd(Command.CONFIG).arg("SET").arg("masterauth").arg(password));
        send(client, Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(port));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(client, Request.cmd(Command.INFO).arg("replication"))
                        .contains("master_link_status:up"));
        client.close();
    }

    private static EmbeddedRedis server(ScratchFolder folder, String name) {
        return EmbeddedRedis.at(folder.path().resolve(name), EmbeddedServer.freePort(), EmbeddedRedis.Role.EXAM);
    }

    private static String send(Redis client, Request command) {
        return got(client.send(command)).toString();
    }

    private Object pass(DurabilityBarrier barrier) {
        got(writes.session()
                .chain(session -> barrier.aheadOf(session, Durability.ANSWERED))
                .chain(ahead -> ahead.map(barrier::passed)
                        .orElseGet(() -> Uni.createFrom().voidItem())));
        return barrier;
    }

    private static <T> T got(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(20));
    }
}
