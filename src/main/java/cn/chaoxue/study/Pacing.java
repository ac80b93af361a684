package cn.chaoxue.study;

import cn.chaoxue.platform.problem.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Sets the pace of heartbeats: jittered so that clients spread out, slower under load, none when it is too much.
@ApplicationScoped
class Pacing {

    private static final int JITTER_SECONDS = 2;
    private static final int MOST_STRETCH = 4;
    /// Below this load there is no reason to ask anyone to slow down.
    private static final double CALM = 0.25;

    private final CoverageBuffer buffer;
    private final StudyConfig config;

    Pacing(CoverageBuffer buffer, StudyConfig config) {
        this.buffer = buffer;
        this.config = config;
    }

    /// Whether heartbeats must give way to what is more precious.
    boolean mustShed() {
        return buffer.load() > config.shedAbove();
    }

    /// When a client should send the next heartbeat.
    int nextInSeconds() {
        int jitter = ThreadLocalRandom.current().nextInt(-JITTER_SECONDS, JITTER_SECONDS + 1);
        return (int) (config.heartbeatEvery().toSeconds() * stretch(buffer.load())) + jitter;
    }

    /// When a client turned away should come back.
    Duration comeBackAfter() {
        return config.heartbeatEvery();
    }

    Unavailable vanished() {
        return new Unavailable("study state vanished from redis", comeBackAfter());
    }

    private double stretch(double load) {
        double strain = Math.clamp((load - CALM) / (config.shedAbove() - CALM), 0.0, 1.0);
        return 1 + (MOST_STRETCH - 1) * strain;
    }
}
