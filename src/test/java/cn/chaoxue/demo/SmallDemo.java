package cn.chaoxue.demo;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// A demo of three hundred people, loaded at start.
public class SmallDemo implements QuarkusTestProfile {

    static final int CADRES = 300;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.demo.load", "true",
                "chaoxue.demo.cadres", Integer.toString(CADRES),
                "chaoxue.demo.load-batch", "70");
    }
}
