package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisProgramTest {

    @AfterEach
    void chooseNothing() {
        System.clearProperty(MeasuredRedis.PROPERTY);
    }

    @Test
    void nothingChosen_takesTheBundledProgram() {
        assertThat(RedisProgram.path()).isEqualTo(ServerBinaries.redis());
        assertThat(RedisProgram.version()).isEqualTo("7.0.15 (libc)");
    }

    @Test
    void programChosen_takesIt() {
        System.setProperty(MeasuredRedis.PROPERTY, "/bin/sh");

        assertThat(RedisProgram.path()).isEqualTo(Path.of("/bin/sh"));
    }

    @Test
    void noProgramChosen_saysWhatIsExpected() {
        System.setProperty(MeasuredRedis.PROPERTY, "/nowhere/redis-server");

        assertThatThrownBy(RedisProgram::path)
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("/nowhere/redis-server")
                .hasMessageContaining("redis-server 7 or newer");
    }

    @Test
    void versionsAsRedisSaysThem_areRead() {
        assertThat(RedisVersion.read("Redis server v=8.2.1 sha=00000000:1 malloc=jemalloc-5.3.0 bits=64 build=1f\n"))
                .contains(new RedisVersion("8.2.1", 8, "jemalloc-5.3.0"));
        assertThat(RedisVersion.read("sh: no such option")).isEmpty();
    }
}
