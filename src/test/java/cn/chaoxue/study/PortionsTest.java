package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.platform.redis.Shard;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A batch is 1,024 courses: 64 of each shard, as long as none is behind.
class PortionsTest {

    private static final Shard ONE = new Shard(3);
    private static final Shard OTHER = new Shard(4);

    private final Portions even = Portions.even(1_024);

    @Test
    void nobodyBehind_eachShardHasTheSame() {
        assertThat(Shard.all()).allSatisfy(shard -> assertThat(even.of(shard)).isEqualTo(64));
    }

    @Test
    void oneShardHadMoreDue_hasTheNextBatchToItself() {
        Portions next = even.after(List.of(flight(ONE, 64), flight(OTHER, 63)));

        assertThat(next.of(ONE)).isEqualTo(1_024);
        assertThat(next.of(OTHER)).isEqualTo(64);
    }

    @Test
    void twoShardsBehind_divideIt() {
        Portions next = even.after(List.of(flight(ONE, 64), flight(OTHER, 64)));

        assertThat(next.of(ONE)).isEqualTo(512);
        assertThat(next.of(OTHER)).isEqualTo(512);
    }

    @Test
    void allBehind_nobodyHasLessThanEvenly() {
        Portions next =
                even.after(Shard.all().stream().map(shard -> flight(shard, 64)).toList());

        assertThat(Shard.all()).allSatisfy(shard -> assertThat(next.of(shard)).isEqualTo(64));
    }

    @Test
    void caughtUp_evenAgain() {
        Portions next = even.after(List.of(flight(ONE, 64))).after(List.of(flight(ONE, 1_023)));

        assertThat(next.behind()).isEmpty();
    }

    @Test
    void batchSmallerThanTheShards_takesOneOfEach() {
        assertThat(Portions.even(3).of(ONE)).isEqualTo(1);
    }

    private static Flight flight(Shard shard, int courses) {
        return new Flight(shard, "", courses, List.of(), List.of());
    }
}
