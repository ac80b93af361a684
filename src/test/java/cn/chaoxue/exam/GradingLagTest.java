package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.platform.redis.Shard;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GradingLagTest {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(150);

    private final GradingLag lag = new GradingLag(SHORTEST, LONGEST);

    @Test
    void nothingSeen_restsShortest() {
        assertThat(lag.rest()).isEqualTo(SHORTEST);
    }

    @Test
    void oneShardFarBehind_restsLongest() {
        lag.seen(Shard.of(1), 0);
        lag.seen(Shard.of(2), 60_000);
        assertThat(lag.rest()).isEqualTo(LONGEST);
    }

    @Test
    void shardCaughtUp_restsShortestAgain() {
        lag.seen(Shard.of(1), 60_000);
        lag.seen(Shard.of(1), 100);
        assertThat(lag.rest()).isEqualTo(SHORTEST);
    }

    @Property
    void olderBacklog_neverRestsShorterNorBeyondTheBounds(
            @ForAll @LongRange(min = 0, max = 5_000) long age, @ForAll @LongRange(min = 0, max = 5_000) long more) {
        lag.seen(Shard.of(1), age);
        Duration before = lag.rest();
        lag.seen(Shard.of(1), age + more);
        assertThat(lag.rest()).isBetween(before, LONGEST);
        assertThat(before).isGreaterThanOrEqualTo(SHORTEST);
    }
}
