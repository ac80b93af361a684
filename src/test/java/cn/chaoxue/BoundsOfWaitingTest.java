package cn.chaoxue;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.exam.ExamConfig;
import cn.chaoxue.identity.IdentityConfig;
import cn.chaoxue.live.LiveConfig;
import cn.chaoxue.org.OrgConfig;
import cn.chaoxue.platform.redis.RedisConfig;
import cn.chaoxue.platform.sql.SqlConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What an installation that sets nothing promises. Tests over real servers are given longer bounds, since
/// build machines stand still at times.
class BoundsOfWaitingTest {

    private static final Duration PROMISED = Duration.ofSeconds(3);

    private final SmallRyeConfig defaults = new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(SqlConfig.class)
            .withMapping(RedisConfig.class)
            .withMapping(ExamConfig.class)
            .withMapping(IdentityConfig.class)
            .withMapping(OrgConfig.class)
            .withMapping(LiveConfig.class)
            .build();

    @Test
    void whoeverWaits_isAnsweredWithinThreeSeconds() {
        SqlConfig sql = defaults.getConfigMapping(SqlConfig.class);
        RedisConfig redis = defaults.getConfigMapping(RedisConfig.class);
        ExamConfig exam = defaults.getConfigMapping(ExamConfig.class);
        assertThat(sql.queryTimeout()).isLessThan(PROMISED);
        assertThat(redis.timeout()).isLessThan(PROMISED);
        assertThat(redis.sessionTimeout()).isLessThan(redis.timeout());
        assertThat(exam.answerWithin()).isLessThan(PROMISED);
        assertThat(defaults.getConfigMapping(IdentityConfig.class).answerWithin())
                .isLessThan(PROMISED);
        assertThat(defaults.getConfigMapping(LiveConfig.class).readWithin()).isLessThan(PROMISED);
        assertThat(exam.redisTimeout().plus(exam.directTimeout())).isLessThan(PROMISED);
        assertThat(defaults.getConfigMapping(OrgConfig.class).treePatience()).isLessThan(sql.queryTimeout());
    }

    @Test
    void connectionThatIsUsed_isNotTakenForOneOfAServerThatIsGone() {
        SqlConfig sql = defaults.getConfigMapping(SqlConfig.class);
        assertThat(sql.longestSilence()).isGreaterThan(sql.idleTimeout().plus(sql.statementTimeout()));
        assertThat(sql.idleInTransaction()).isGreaterThan(sql.batchTimeout());
    }
}
