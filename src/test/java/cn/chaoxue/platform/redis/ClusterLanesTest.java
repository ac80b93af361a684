package cn.chaoxue.platform.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.platform.problem.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against three real servers that share the slots.
class ClusterLanesTest {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final LuaScript ECHO = LuaScript.of(ClusterLanesTest.class, "echo.lua");
    private static final Vertx VERTX = Vertx.vertx();
    private static final RedisCluster CLUSTER = RedisCluster.of(3);

    private record Bounds(
            Duration timeout, Duration sessionTimeout, int maxPending, Duration watchEvery, Duration clockEvery)
            implements RedisConfig {}

    private final RedisLane lane = new RedisLane(
            "study",
            VERTX,
            new RedisOptions().setType(RedisClientType.CLUSTER).setEndpoints(CLUSTER.addresses()),
            new Bounds(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    20_000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30)),
            new SimpleMeterRegistry());

    @BeforeAll
    static void start() {
        CLUSTER.start();
    }

    @AfterAll
    static void stop() {
        CLUSTER.stop();
        VERTX.close();
    }

    @Test
    void commandsOfOneTick_eachFindTheServerOfTheirKey() {
        List<Uni<String>> all = IntStream.range(0, 2_000)
                .mapToObj(n -> lane.send(Request.cmd(Command.SET).arg(key(n)).arg("v" + n))
                        .chain(() -> lane.send(Request.cmd(Command.GET).arg(key(n))))
                        .map(Response::toString))
                .toList();

        assertThat(onOneLoop(Uni.join().all(all).andFailFast()))
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(n -> "v" + n).toList());
        assertThat(CLUSTER.sizes()).allSatisfy(keys -> assertThat(keys).isPositive());
        await().until(() -> lane.pending() == 0);
    }

    @Test
    void scripts_runWhereTheirShardLives() {
        List<Uni<String>> runs = Shard.all().stream()
                .map(shard -> lane.run(ECHO, List.of(shard.key("cluster", "k")), List.of("s" + shard.number())))
                .map(answer -> answer.map(Response::toString))
                .toList();

        assertThat(onOneLoop(Uni.join().all(runs).andFailFast()))
                .isEqualTo(IntStream.range(0, 16).mapToObj(n -> "s" + n).toList());
    }

    @Test
    void commandsWithoutAKey_areAnsweredBySomeServer() {
        assertThat(get(lane.send(Request.cmd(Command.PING))).toString()).isEqualTo("PONG");
    }

    @Test
    void slotBeingMovedAndMoved_isFollowed() {
        Shard shard = new Shard(5);
        String here = shard.key("cluster", "stays-a-while");
        get(lane.send(Request.cmd(Command.SET).arg(here).arg("old")));
        int slot = HashSlot.of(here.getBytes(UTF_8));

        int to = CLUSTER.beginMove(slot);
        // Not there yet, so the old owner sends us to ask the new one.
        String fresh = shard.key("cluster", "fresh");
        get(lane.send(Request.cmd(Command.SET).arg(fresh).arg("new")));
        assertThat(CLUSTER.keysOf(to, slot)).contains(fresh);
        assertThat(get(lane.send(Request.cmd(Command.GET).arg(here))).toString())
                .isEqualTo("old");
        CLUSTER.endMove(slot, to);

        assertThat(get(lane.send(Request.cmd(Command.GET).arg(here))).toString())
                .isEqualTo("old");
        assertThat(get(lane.send(Request.cmd(Command.GET).arg(fresh))).toString())
                .isEqualTo("new");
    }

    @Test
    void lostServer_takesItsOwnSlotsAwayUntilItIsBack() {
        IntStream.range(0, 16)
                .forEach(n -> get(lane.send(Request.cmd(Command.SET).arg(key(n)).arg("v"))));
        int lost = CLUSTER.ownerOf(HashSlot.of(key(1).getBytes(UTF_8)));
        int elsewhere = IntStream.range(0, 16)
                .filter(n -> CLUSTER.ownerOf(HashSlot.of(key(n).getBytes(UTF_8))) != lost)
                .findFirst()
                .orElseThrow();

        CLUSTER.kill(lost);
        assertThatThrownBy(() -> get(lane.send(Request.cmd(Command.GET).arg(key(1)))))
                .isInstanceOf(Unavailable.class);
        assertThat(get(lane.send(Request.cmd(Command.GET).arg(key(elsewhere)))).toString())
                .isEqualTo("v");
        CLUSTER.revive(lost);

        await().atMost(WITHIN)
                .ignoreExceptions()
                .until(() -> get(lane.send(Request.cmd(Command.GET).arg(key(1)))) != null);
    }

    private static String key(int number) {
        return new Shard(number % 16).key("cluster", number);
    }

    private static <T> T onOneLoop(Uni<T> uni) {
        CompletableFuture<T> result = new CompletableFuture<>();
        VERTX.getOrCreateContext()
                .runOnContext(_ -> uni.subscribe().with(result::complete, result::completeExceptionally));
        return InTime.done(result);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(WITHIN);
    }
}
