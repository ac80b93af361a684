package cn.chaoxue.platform.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSlotTest {

    /// Judged by a real server: `CLUSTER KEYSLOT <key>`.
    @ParameterizedTest
    @CsvSource({"123456789,12739", "foo,12182", "'',0", "foo{},5542", "foo{{bar}}zap,4015"})
    void slot_isTheOneRedisComputes(String key, int slot) {
        assertThat(HashSlot.of(key.getBytes(UTF_8))).isEqualTo(slot);
    }

    @Test
    void keysOfOneShard_shareASlotAndShardsSpread() {
        Shard shard = new Shard(3);
        assertThat(slot(shard.key("study", 17))).isEqualTo(slot(shard.key("study", "dirty")));

        assertThat(Shard.all().stream().map(each -> slot(each.key("study", 1))).collect(Collectors.toSet()))
                .hasSize(16);
    }

    private static int slot(String key) {
        return HashSlot.of(key.getBytes(UTF_8));
    }
}
