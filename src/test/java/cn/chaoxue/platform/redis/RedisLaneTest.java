package cn.chaoxue.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.platform.problem.Unavailable;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedisLaneTest {

    private static final Duration WITHIN = Duration.ofSeconds(15);

    @Inject
    @Identifier("study")
    RedisLane lane;

    @Inject
    Vertx vertx;

    private Context loop;

    /// Each loop has a connection of its own, and may have lost it in a test before.
    @BeforeEach
    void loopIsConnected() {
        loop = vertx.getOrCreateContext();
        await().atMost(WITHIN.multipliedBy(2)).ignoreExceptions().until(() -> onOneLoop(echo("up")), "up"::equals);
    }

    @AfterEach
    void serverRuns() {
        EmbeddedServers.study().thaw();
        if (EmbeddedServers.study().process().isEmpty()) {
            EmbeddedServers.study().start();
        }
        await().atMost(WITHIN.multipliedBy(2)).ignoreExceptions().until(() -> get(echo("up")), "up"::equals);
    }

    @Test
    void manyCommandsOfOneTick_areEachAnsweredWithTheirOwn() {
        List<Uni<String>> echoes = IntStream.range(0, 5_000)
                .mapToObj(number -> echo(Integer.toString(number)))
                .toList();

        List<String> answers = onOneLoop(Uni.join().all(echoes).andFailFast());

        assertThat(answers)
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(Integer::toString).toList());
        nothingIsLeftBehind();
    }

    @Test
    void commandThatFails_doesNotFailItsNeighbours() {
        get(lane.send(Request.cmd(Command.SET).arg("lane-test:text").arg("x")));
        List<Uni<String>> mixed = List.of(
                echo("a"),
                lane.send(Request.cmd(Command.HGET).arg("lane-test:text").arg("f"))
                        .map(Response::toString)
                        .onFailure()
                        .recoverWithItem(Throwable::getMessage),
                echo("b"));

        List<String> answers = onOneLoop(Uni.join().all(mixed).andFailFast());

        assertThat(answers.get(0)).isEqualTo("a");
        assertThat(answers.get(1)).startsWith("WRONGTYPE");
        assertThat(answers.get(2)).isEqualTo("b");
    }

    /// What left beside a command that was refused is sent again, unless it would count twice.
    @Test
    void scriptThatCounts_runsOnceThoughItsNeighbourFails() {
        LuaScript count = LuaScript.of(RedisLaneTest.class, "count.lua");
        get(lane.send(Request.cmd(Command.SET).arg("lane-test:text").arg("x")));
        get(lane.send(Request.cmd(Command.DEL).arg("lane-test:count")));
        get(lane.runOnce(count, List.of("lane-test:count"), List.of()));
        Uni<String> refused = lane.send(
                        Request.cmd(Command.HGET).arg("lane-test:text").arg("f"))
                .map(Response::toString)
                .onFailure()
                .recoverWithItem(Throwable::getMessage);
        Uni<String> counted =
                lane.runOnce(count, List.of("lane-test:count"), List.of()).map(Response::toString);

        List<String> answers = onOneLoop(
                Uni.join().all(echo("a"), counted, refused, counted, echo("b")).andFailFast());

        assertThat(answers.get(0)).isEqualTo("a");
        assertThat(List.of(answers.get(1), answers.get(3))).containsExactlyInAnyOrder("2", "3");
        assertThat(answers.get(2)).startsWith("WRONGTYPE");
        assertThat(get(lane.send(Request.cmd(Command.GET).arg("lane-test:count")))
                        .toString())
                .isEqualTo("3");
        nothingIsLeftBehind();
    }

    @Test
    void frozenServer_failsEveryoneInTimeAndLeavesNoPileBehind() {
        get(echo("warm"));
        EmbeddedServers.study().freeze();
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(echo("late").subscribeAsCompletionStage());
        }

        waiting.forEach(one -> assertThatThrownBy(() -> InTime.done(one)).hasCauseInstanceOf(Unavailable.class));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(WITHIN);
        nothingIsLeftBehind();
    }

    /// A request that needs three commands in a row is answered in time all the same.
    @Test
    void frozenServer_keepsWhoComesLaterWaitingForAMomentOnly() {
        EmbeddedServers.study().freeze();
        assertThatThrownBy(() -> onOneLoop(echo("first"))).hasCauseInstanceOf(Unavailable.class);
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        long begin = System.nanoTime();

        assertThatThrownBy(() -> onOneLoop(echo("second"))).hasCauseInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> onOneLoop(echo("third"))).hasCauseInstanceOf(Unavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(3_500));
    }

    @Test
    void restartedServer_isFoundAgain() {
        get(echo("before"));
        EmbeddedServers.study().kill();
        assertThatThrownBy(() -> get(echo("down"))).isInstanceOf(Unavailable.class);

        EmbeddedServers.study().start();

        await().atMost(WITHIN).ignoreExceptions().until(() -> get(echo("after")), "after"::equals);
    }

    /// A switch-over leaves connections at a server that answers everything and takes nothing.
    @Test
    void serverIsNoLongerTheOneToWriteTo_connectionIsGivenUp() {
        Uni<String> client = lane.send(Request.cmd(Command.CLIENT).arg("ID")).map(Response::toString);
        String before = onOneLoop(client);
        get(lane.send(Request.cmd(Command.REPLICAOF).arg("127.0.0.1").arg(1)));
        try {
            Uni<Response> write =
                    lane.send(Request.cmd(Command.SET).arg("lane-test:text").arg("x"));
            assertThatThrownBy(() -> onOneLoop(write)).hasCauseInstanceOf(Unavailable.class);
        } finally {
            Request alone = Request.cmd(Command.REPLICAOF).arg("NO").arg("ONE");
            await().atMost(WITHIN).ignoreExceptions().until(() -> get(lane.send(alone)) != null);
        }

        await().atMost(WITHIN).ignoreExceptions().until(() -> !onOneLoop(client).equals(before));
    }

    @Test
    void scriptUnknownToTheServer_isLoadedAndRun() {
        LuaScript script = LuaScript.of(RedisLaneTest.class, "echo.lua");
        get(lane.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

        List<Uni<Response>> runs = IntStream.range(0, 50)
                .mapToObj(i -> lane.run(script, List.of("lane-test:k"), List.of(Integer.toString(i))))
                .toList();

        List<Response> answers = onOneLoop(Uni.join().all(runs).andFailFast());
        assertThat(answers.get(49).toString()).isEqualTo("49");
    }

    /// Loops of this process use the lane as well, now and then.
    private void nothingIsLeftBehind() {
        await().atMost(WITHIN).pollInterval(Duration.ofMillis(5)).until(() -> lane.pending() == 0);
    }

    private Uni<String> echo(String text) {
        return lane.send(Request.cmd(Command.ECHO).arg(text)).map(Response::toString);
    }

    private <T> T onOneLoop(Uni<T> uni) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.runOnContext(_ -> uni.subscribe().with(result::complete, result::completeExceptionally));
        return InTime.done(result);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
