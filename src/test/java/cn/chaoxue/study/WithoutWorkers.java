package cn.chaoxue.study;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// No loop runs, so that a test can take a worker's steps one by one, and everything changed is due at once. Leases end
/// when a test says so ([StudyRedis#endLeases()]), however slow the machine is.
public final class WithoutWorkers implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "chaoxue.role.worker", "false",
                "chaoxue.study.first-flush", "0s",
                "chaoxue.study.flush-interval", "0s",
                "chaoxue.study.lease", "10m");
    }
}
