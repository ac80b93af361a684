package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnlineNowTest {

    private final LiveConfig config = new SmallRyeConfigBuilder()
            .withMapping(LiveConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValue("chaoxue.live.max-online", "3")
            .build()
            .getConfigMapping(LiveConfig.class);
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private final PodPresence pod = new PodPresence(config, () -> now);
    private final OnlineNow online = new OnlineNow(config, () -> now);

    @Test
    void learnerHeardOften_countsOnceInTheUnitAndEachAbove() {
        pod.seen(learner(1, "/1/12/130/"));
        pod.seen(learner(1, "/1/12/130/"));
        pod.seen(learner(2, "/1/12/131/"));

        assertThat(pod.perUnit()).isEqualTo(Map.of(1L, 2, 12L, 2, 130L, 1, 131L, 1));
    }

    @Test
    void learnerNotHeardForAWindow_isForgotten() {
        pod.seen(learner(1, "/1/"));
        pass(Duration.ofSeconds(40));
        pod.seen(learner(2, "/1/"));
        pass(Duration.ofSeconds(30));

        assertThat(pod.perUnit()).isEqualTo(Map.of(1L, 1));
    }

    @Test
    void learnersBeyondTheBound_areLeftOutAndKnownOnesStay() {
        for (int id = 1; id <= 5; id++) {
            pod.seen(learner(id, "/1/"));
        }
        pass(Duration.ofSeconds(50));
        pod.seen(learner(1, "/1/"));
        pass(Duration.ofSeconds(20));

        assertThat(pod.perUnit()).isEqualTo(Map.of(1L, 1));
    }

    @Test
    void processes_addUpAndASilentOneNoLongerCounts() {
        online.accept(new OnlineMessage("a", Map.of(1L, 5, 12L, 2)));
        online.accept(OnlineMessage.read(new OnlineMessage("b", Map.of(1L, 7)).text(10)));
        online.accept(new OnlineMessage("a", Map.of(1L, 6)));
        assertThat(online.at(1)).isEqualTo(13);
        assertThat(online.at(12)).isZero();

        pass(Duration.ofSeconds(16));
        online.accept(new OnlineMessage("a", Map.of(1L, 6)));
        assertThat(online.at(1)).isEqualTo(6);
    }

    @Test
    void messageOverTheBound_keepsTheBusiestUnits() {
        OnlineMessage sent = new OnlineMessage("a", Map.of(1L, 9, 12L, 8, 130L, 1));

        assertThat(OnlineMessage.read(sent.text(2))).isEqualTo(new OnlineMessage("a", Map.of(1L, 9, 12L, 8)));
        assertThat(OnlineMessage.read("a\n1 9\nsomething new\n12 x")).isEqualTo(new OnlineMessage("a", Map.of(1L, 9)));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Caller learner(long id, String path) {
        return new Caller(id, Set.of(Role.LEARNER), new Caller.CallerUnit(1, "u", path));
    }
}
