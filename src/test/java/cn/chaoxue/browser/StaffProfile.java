package cn.chaoxue.browser;

import cn.chaoxue.web.WebProfile;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/// The pages with the second factor asked for, as in production.
public final class StaffProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new WebProfile().getConfigOverrides());
        overrides.put("chaoxue.identity.waive-second-factor", "false");
        return overrides;
    }
}
