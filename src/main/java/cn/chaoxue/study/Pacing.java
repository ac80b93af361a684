package cn.chaoxue.study;

import cn.chaoxue.platform.overload.Overload;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Sets the pace of heartbeats: jittered so that clients spread out, slower under load, none when it is too much.
@ApplicationScoped
class Pacing {

    private static final int JITTER_SECONDS = 2;
    private static final int MOST_STRETCH = 4;
    /// Below this pressure there is no reason to ask anyone to slow down.
    private static final double CALM = 0.3;

    private final Overload overload;
    private final StudyConfig config;
    private final StudyMetrics metrics;

    Pacing(Overload overload, StudyConfig config, StudyMetrics metrics) {
        this.overload = overload;
        this.config = config;
        this.metrics = metrics;
    }

    /// Whether heartbeats must give way to what is more precious.
    boolean mustShed() {
        return overload.sheds(Traffic.HEARTBEATS);
    }

    /// What a heartbeat is turned away with. Counts.
    ProblemException refusal() {
        metrics.refused(new HeartbeatOutcome.Shed());
        return overload.refusal(Traffic.HEARTBEATS);
    }

    /// When a client should send the next heartbeat.
    int nextInSeconds() {
        int jitter = ThreadLocalRandom.current().nextInt(-JITTER_SECONDS, JITTER_SECONDS + 1);
        return (int) (config.heartbeatEvery().toSeconds() * stretch(overload.strain())) + jitter;
    }

    /// The same failure, asking for the rhythm of heartbeats: thousands who all come back in two seconds would keep an
    /// ailing Redis from recovering.
    Throwable unhurried(Throwable failure) {
        return failure instanceof Unavailable ? later(String.valueOf(failure.getMessage())) : failure;
    }

    Unavailable vanished() {
        return later("study state vanished from redis");
    }

    private Unavailable later(String what) {
        long least = config.heartbeatEvery().toMillis();
        return new Unavailable(
                what, Duration.ofMillis(least + ThreadLocalRandom.current().nextLong(least)));
    }

    private static double stretch(double strain) {
        return 1 + (MOST_STRETCH - 1) * Math.clamp((strain - CALM) / (1 - CALM), 0.0, 1.0);
    }
}
