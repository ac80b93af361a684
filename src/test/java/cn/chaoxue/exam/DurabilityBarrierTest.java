package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.exam.DurabilityBarrier.Ahead;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.launcher.EmbeddedRedis;
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
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

    private ScratchServers servers;

    @AfterEach
    void stop() {
        servers.close();
    }

    /// The replica of a test before may still be counted for a moment.
    @BeforeEach
    void nobodyFollows() {
        servers = new ScratchServers(vertx, config);
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
    void withTheReplica_everyCallerPasses() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        servers.following(EmbeddedServers.exam());
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);
        Concurrently.times(5, () -> pass(barrier));
        pass(barrier);
    }

    /// A switch-over: the replica is asked whether it has what went to the server before, which it never saw.
    @Test
    void anotherServerThanWasWrittenTo_passesNothing_andBothAreLookedUpAnew() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        servers.following(EmbeddedServers.exam());
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);

        assertRefusedAndBothGivenUp(barrier, link, servers.link(servers.started()));
        pass(barrier);
    }

    /// The other way round: the writes are at the new server already, the wait is for the old one's replica.
    @Test
    void barrierLeftAtTheServerBefore_passesNothing_andBothAreLookedUpAnew() {
        EmbeddedRedis before = servers.started();
        servers.following(before);
        RedisLink left = servers.link(before);
        DurabilityBarrier barrier = new DurabilityBarrier(left, 1);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier, left) != null);

        assertRefusedAndBothGivenUp(barrier, left, writes);
    }

    /// The same server, but what it wrote before it became a replica was taken from it.
    @Test
    void serverThatBecameThePrimaryAgain_passesNothingWrittenBefore() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        RedisSession written = got(writes.session());
        Ahead ahead = ahead(barrier, written, Durability.ANSWERED);
        got(written.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)));
        got(written.send(Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE")));
        servers.following(EmbeddedServers.exam());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThatThrownBy(() -> got(barrier.passed(ahead))).hasMessageContaining("another server"));
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> pass(barrier) != null);
    }

    /// Here the disk is waited for where the server says that it cannot.
    @Test
    void callerWhoNeedsTheDisk_sharesNoWaitWithoutIt() {
        DurabilityBarrier barrier = new DurabilityBarrier(link, 1);
        RedisSession session = got(writes.session());
        Ahead replica = ahead(barrier, session, Durability.ANSWERED);
        Ahead disk = ahead(barrier, session, Durability.ON_REQUEST);

        CompletableFuture<Void> underWay = barrier.passed(replica).subscribeAsCompletionStage();
        CompletableFuture<Void> next = barrier.passed(replica).subscribeAsCompletionStage();
        assertThatThrownBy(() -> got(barrier.passed(disk)))
                .hasMessageContaining("unknown command")
                .hasMessageContaining("waitaof");
        assertThat(List.of(underWay, next)).allMatch(CompletableFuture::isCompletedExceptionally);
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

    private static void assertRefusedAndBothGivenUp(DurabilityBarrier barrier, RedisLink waits, RedisLink writes) {
        RedisSession waiting = got(waits.session());
        RedisSession written = got(writes.session());
        Ahead ahead = ahead(barrier, written, Durability.ANSWERED);
        got(written.send(Request.cmd(Command.SET).arg("barrier-test").arg("x")));

        assertThatThrownBy(() -> got(barrier.passed(ahead)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("another server");
        assertThat(got(writes.session())).isNotSameAs(written);
        assertThat(got(waits.session())).isNotSameAs(waiting);
    }

    private static Ahead ahead(DurabilityBarrier barrier, RedisSession session, Durability durability) {
        return got(barrier.aheadOf(session, durability)).orElseThrow();
    }

    private Object pass(DurabilityBarrier barrier) {
        return pass(barrier, writes);
    }

    private static Object pass(DurabilityBarrier barrier, RedisLink writes) {
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
