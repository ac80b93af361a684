package cn.chaoxue.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.InTime;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConvoyTest {

    private static final LuaScript SCRIPT = LuaScript.of(ConvoyTest.class, "convoy.lua");

    @Inject
    @Identifier("study")
    RedisLane lane;

    @Inject
    Vertx vertx;

    private final Convoy one = convoy("one");
    private final Convoy other = convoy("other");

    private Context loop;

    /// Each loop has a connection of its own, and may have lost it in a test before.
    @BeforeEach
    void loopIsConnected() {
        loop = vertx.getOrCreateContext();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> onOneLoop(List.of(join(one, "k", "up"))).contains("one-kup"));
    }

    @Test
    void manyCallersOfOneTick_eachGetsItsOwnElement() {
        List<Uni<String>> callers = IntStream.range(0, 3 * LaneCommand.MOST_SEATS + 1)
                .mapToObj(i -> join(i % 3 == 0 ? other : one, "k" + i, "a" + i))
                .toList();

        List<String> answers = onOneLoop(callers);

        for (int i = 0; i < callers.size(); i++) {
            assertThat(answers.get(i)).isEqualTo((i % 3 == 0 ? "other" : "one") + "-k" + i + "a" + i);
        }
    }

    @Test
    void callersOfOneTick_shareScriptCalls() {
        List<String> company = onOneLoop(IntStream.range(0, LaneCommand.MOST_SEATS)
                .mapToObj(i -> join(one, "k" + i, "company"))
                .toList());

        double calls = company.stream()
                .mapToDouble(others -> 1 / Double.parseDouble(others))
                .sum();
        assertThat(calls).isLessThan(LaneCommand.MOST_SEATS / 2.0);
    }

    @Test
    void callerAnsweredNil_isAnsweredNull() {
        assertThat(onOneLoop(List.of(join(one, "k1", "a"), join(one, "k2", "nil"), join(one, "k3", "c"))))
                .containsExactly("one-k1a", "null", "one-k3c");
    }

    @Test
    void callerWhoSpoilsTheScript_failsAlone() {
        List<String> answers = onOneLoop(Stream.of("a", "spoil", "c")
                .map(argument -> join(one, "k", argument).onFailure().recoverWithItem(Throwable::getMessage))
                .toList());

        assertThat(answers.get(0)).isEqualTo("one-ka");
        assertThat(answers.get(1)).contains("spoilt");
        assertThat(answers.get(2)).isEqualTo("one-kc");
    }

    @Test
    void scriptUnknownToTheServer_isSentAlong() {
        InTime.done(lane.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));

        assertThat(onOneLoop(List.of(join(one, "k1", "a"), join(other, "k2", "b"), join(one, "k3", "c"))))
                .containsExactly("one-k1a", "other-k2b", "one-k3c");
    }

    /// Twice would do no harm to what is stored; but the second answer is not what the first time did.
    @Test
    void neighbourRefused_callersAreServedOnce() {
        lane.send(Request.cmd(Command.SET).arg("convoy-test:text").arg("x"))
                .await()
                .atMost(Duration.ofSeconds(5));
        lane.send(Request.cmd(Command.DEL).arg("convoy-test:count")).await().atMost(Duration.ofSeconds(5));
        Uni<String> refused = lane.send(
                        Request.cmd(Command.HGET).arg("convoy-test:text").arg("f"))
                .map(String::valueOf)
                .onFailure()
                .recoverWithItem(Throwable::getMessage);

        List<String> answers = onOneLoop(List.of(refused, join(one, "convoy-test:count", "count"), refused));

        assertThat(answers.getFirst()).startsWith("WRONGTYPE");
        assertThat(answers.get(1)).isEqualTo("1");
    }

    private static Convoy convoy(String name) {
        return new Convoy(SCRIPT, List.of((name + "-").getBytes(StandardCharsets.UTF_8)));
    }

    private Uni<String> join(Convoy convoy, String key, String argument) {
        return UniHelper.toUni(lane.join(convoy, key, List.of(argument.getBytes(StandardCharsets.UTF_8)))
                .map(String::valueOf));
    }

    private List<String> onOneLoop(List<Uni<String>> callers) {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        loop.runOnContext(_ -> Uni.join()
                .all(callers)
                .andFailFast()
                .subscribe()
                .with(result::complete, result::completeExceptionally));
        return InTime.done(result);
    }
}
