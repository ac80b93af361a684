package cn.chaoxue.identity;

import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/// Requests to log in, by what became of them.
@Startup
@Singleton
class LoginMetrics {

    private final FeatureMeters meters;
    private final Counter granted;
    private final Counter denied;
    private final Counter braked;
    private final Counter queued;
    private final Counter turnedAway;

    LoginMetrics(MeterRegistry registry) {
        meters = new FeatureMeters(registry, "identity");
        granted = logins("granted");
        denied = logins("denied");
        braked = logins("braked");
        queued = logins("queued");
        turnedAway = logins("turned-away");
    }

    void count(LoginOutcome outcome) {
        Counter counter = switch (outcome) {
            case LoginOutcome.Granted _ -> granted;
            case LoginOutcome.Denied _ -> denied;
            case LoginOutcome.Braked _ -> braked;
            case LoginOutcome.Queued _ -> queued;
            case LoginOutcome.TurnedAway _ -> turnedAway;
        };
        counter.increment();
    }

    private Counter logins(String outcome) {
        return meters.counter("logins", "Requests to log in, by what became of them", "outcome", outcome);
    }
}
