package cn.chaoxue.demo;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Holds readiness down until the demo is loaded, so that nobody logs in to half a country.
@Readiness
@Singleton
final class DemoReadiness implements HealthCheck {

    private final DemoConfig config;
    private final DemoState state;

    DemoReadiness(DemoConfig config, DemoState state) {
        this.config = config;
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        boolean waits = config.enabled() && config.load() && state.loaded().isEmpty();
        return HealthCheckResponse.named("demo-data").status(!waits).build();
    }
}
