package cn.chaoxue.exam;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// As [NoWorkers], with time: a disk of a build machine that takes a second to write must not send a submission down
/// another path than the one a test is about.
public final class UnhurriedSteps implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.role.worker", "false",
                "chaoxue.redis.timeout", "15s",
                "chaoxue.redis.session-timeout", "10s",
                "chaoxue.exam.redis-timeout", "15s",
                "chaoxue.exam.answer-within", "20s");
    }
}
