package cn.chaoxue.platform.overload;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.redis.RedisLane;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/// Looks at this process ten times a second, from a thread of its own that no event loop can hold up, and decides what
/// [Overload] refuses: as much as the worst cause of pressure asks for.
@Singleton
class OverloadWatch {

    private static final Logger LOG = Logger.getLogger(OverloadWatch.class);

    private static final String HELP = "Measurements as a share of their limit; from 1 on traffic is refused";

    /// A measurement as a share of its limit, and what it has come to.
    record Cause(String name, DoubleSupplier pressure, Ladder ladder) {

        /// NaN where it cannot be measured: a watch that ended there would refuse for ever what it refuses now.
        double measured() {
            try {
                return pressure.getAsDouble();
            } catch (RuntimeException unknown) {
                LOG.debugf(unknown, "pressure by %s is unknown", name);
                return Double.NaN;
            }
        }
    }

    private final Overload overload;
    private final OverloadConfig config;
    private final List<Cause> causes;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("overload-watch").daemon().factory());
    private int refused;

    OverloadWatch(
            Overload overload,
            OverloadConfig config,
            Vertx vertx,
            InFlight inFlight,
            @Identifier("study") RedisLane study,
            MeterRegistry meters) {
        this.overload = overload;
        this.config = config;
        LoopDelay delay = new LoopDelay(vertx);
        PoolQueue queue = new PoolQueue(meters);
        double delayLimit = config.loopDelay().toNanos();
        double requestLimit = config.requestsInFlight();
        double statementLimit = config.waitingForPostgres();
        this.causes = List.of(
                cause("event-loop", () -> delay.nanos() / delayLimit, Traffic.EXAM_SUBMISSION),
                cause("requests", () -> inFlight.requests() / requestLimit, Traffic.EXAM_SUBMISSION),
                cause("redis-study", () -> study.load() / config.studyRedisLoad(), Traffic.HEARTBEATS),
                cause("postgresql", () -> queue.statements() / statementLimit, Traffic.EXAM_START));
        FeatureMeters feature = new FeatureMeters(meters, "overload");
        causes.forEach(cause -> feature.level("pressure", HELP, cause.ladder()::pressure, "cause", cause.name()));
    }

    void start(@Observes StartupEvent started) {
        long every = config.lookEvery().toNanos();
        thread.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        thread.shutdownNow();
    }

    private void look() {
        long now = System.nanoTime();
        int most = 0;
        double strain = 0;
        for (Cause cause : causes) {
            most = Math.max(most, cause.ladder().observe(cause.measured(), now));
            strain = Math.max(strain, cause.ladder().pressure());
        }
        overload.refuse(most, strain);
        note(most);
    }

    private void note(int most) {
        if (most != refused) {
            LOG.infof("refusing %d of %d classes of traffic", most, Traffic.values().length);
            refused = most;
        }
    }

    private Cause cause(String name, DoubleSupplier pressure, Traffic last) {
        return new Cause(name, pressure, new Ladder(last, Ladder.Pace.of(config)));
    }
}
