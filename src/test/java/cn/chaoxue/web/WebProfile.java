package cn.chaoxue.web;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The service as a newcomer meets it: with the web app built in and the demo's people and courses.
public final class WebProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.quinoa", "true",
                "chaoxue.identity.waive-forced-change", "true",
                "chaoxue.identity.waive-second-factor", "true",
                "chaoxue.activation-reset.pause", "300ms",
                "chaoxue.demo.load", "true",
                "chaoxue.demo.cadres", "200");
    }
}
