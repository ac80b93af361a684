package cn.chaoxue.demo;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/// A demo of three hundred people, loaded at start. `-Ddemo.cadres=200000` with `-Dtest=DemoLoaderTest` measures how
/// fast many load; the rate is on the log.
public class SmallDemo implements QuarkusTestProfile {

    static final int CADRES = Integer.getInteger("demo.cadres", 300);
    static final Duration LOADED_WITHIN = Duration.ofSeconds(60 + CADRES / 500);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.demo.load",
                "true",
                "chaoxue.identity.waive-second-factor",
                "true",
                "chaoxue.demo.cadres",
                Integer.toString(CADRES),
                "chaoxue.demo.load-batch",
                CADRES > 1000 ? "1000" : "70");
    }
}
