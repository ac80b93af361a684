package cn.chaoxue.exam;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// An api process alone: whoever tests a worker's steps takes them by hand.
public final class NoWorkers implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("chaoxue.role.worker", "false");
    }
}
