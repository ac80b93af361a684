package cn.chaoxue.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisClocksTest {

    @Test
    void clockThatMayBeRight_isToldAsRight() {
        assertThat(RedisClocks.ahead(1_000, 1_000, 1_200)).isZero();
        assertThat(RedisClocks.ahead(1_200, 1_000, 1_200)).isZero();
    }

    @Test
    void clockAheadOrBehind_isToldByWhatIsProved() {
        assertThat(RedisClocks.ahead(61_200, 1_000, 1_200)).isEqualTo(60);
        assertThat(RedisClocks.ahead(-4_000, 1_000, 1_200)).isEqualTo(-5);
    }
}
