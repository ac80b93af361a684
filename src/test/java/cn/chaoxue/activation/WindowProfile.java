package cn.chaoxue.activation;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// As in production: initial passwords work in windows only. Steps are small, so that there are several.
public class WindowProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.activation.always-open", "false",
                "chaoxue.activation.remember-windows-for", "100ms",
                "chaoxue.activation-reset.batch", "2");
    }
}
