package cn.chaoxue.exam;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// An api process alone, which waits for Redis as in production: whoever tests a worker's steps takes them by hand.
public final class NoWorkers implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.role.worker", "false",
                "chaoxue.redis.timeout", "2s",
                "chaoxue.redis.session-timeout", "1s",
                "chaoxue.exam.redis-timeout", "1400ms");
    }
}
