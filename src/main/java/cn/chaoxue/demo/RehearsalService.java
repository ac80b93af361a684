package cn.chaoxue.demo;

import cn.chaoxue.demo.DemoLoader.DemoLoaded;
import cn.chaoxue.demo.DemoState.Loaded;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One rehearsal at a time, on one event loop of its own choosing, with a line on the log every ten seconds.
@Singleton
final class RehearsalService {

    private static final Logger LOG = Logger.getLogger("demo");
    private static final int SECONDS_PER_LINE = 10;

    private final DemoConfig config;
    private final DemoState state;
    private final RehearsalCast cast;
    private final ApiClient api;
    private final Vertx vertx;
    private final AtomicBoolean preparing = new AtomicBoolean();
    private final AtomicLong runs = new AtomicLong();
    private volatile @Nullable Rehearsal current;
    private volatile @Nullable Context loop;

    RehearsalService(DemoConfig config, DemoState state, RehearsalCast cast, ApiClient api, Vertx vertx) {
        this.config = config;
        this.state = state;
        this.cast = cast;
        this.api = api;
        this.vertx = vertx;
    }

    /// The main thread has no event loop yet, so this makes one that carries no request's context.
    void prepare(@Observes StartupEvent event) {
        if (config.enabled()) {
            loop = vertx.getOrCreateContext();
        }
    }

    void demoLoaded(@Observes DemoLoaded event) {
        if (config.rehearse() > 0) {
            int seconds = (int) config.rehearseFor().toSeconds();
            start(new RehearsalRequest(config.rehearse(), seconds))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.error("rehearsal: did not begin", failure));
        }
    }

    void end(@Observes ShutdownEvent event) {
        Rehearsal running = current;
        if (running != null) {
            running.abandon();
        }
    }

    RehearsalView view() {
        Rehearsal last = current;
        return last == null ? RehearsalView.IDLE : last.view();
    }

    Uni<RehearsalStart> start(RehearsalRequest request) {
        Loaded demo = state.loaded().orElse(null);
        if (demo == null) {
            return Uni.createFrom().item(new RehearsalStart.NotLoaded());
        }
        if (view().state() == RehearsalView.State.RUNNING || !preparing.compareAndSet(false, true)) {
            return Uni.createFrom().item(new RehearsalStart.AlreadyRunning());
        }
        var random = new SplittableRandom(config.seed() + runs.incrementAndGet());
        return cast.choose(demo, request.learners(), random)
                .chain(people -> cast.keys(demo).map(keys -> rehearsal(people, keys, random)))
                .invoke(rehearsal -> begin(rehearsal, Duration.ofSeconds(request.seconds()), random))
                .<RehearsalStart>map(rehearsal -> new RehearsalStart.Begun(rehearsal.view()))
                .onTermination()
                .invoke(() -> preparing.set(false));
    }

    /// Everybody leaves; what is under way already is not waited for.
    Uni<RehearsalView> stop() {
        Rehearsal running = current;
        if (running == null) {
            return Uni.createFrom().item(RehearsalView.IDLE);
        }
        return Uni.createFrom()
                .emitter(done -> onLoop(() -> {
                    running.end();
                    done.complete(running.view());
                }));
    }

    private Rehearsal rehearsal(List<Persona> people, AnswerKeys keys, SplittableRandom random) {
        var counts = new RehearsalCounts();
        List<RehearsalLearner> learners = people.stream()
                .map(person -> new RehearsalLearner(person, api, counts, keys, random.split()))
                .toList();
        return new Rehearsal(vertx, learners, counts, config.rehearseLogins());
    }

    private void begin(Rehearsal rehearsal, Duration length, SplittableRandom random) {
        current = rehearsal;
        LOG.infof("rehearsal: begins, %d learners for %d s", rehearsal.view().learners(), length.toSeconds());
        onLoop(() -> {
            rehearsal.begin(length, random.split());
            vertx.setPeriodic(1000, timer -> tick(rehearsal, timer));
        });
    }

    private void tick(Rehearsal rehearsal, long timer) {
        rehearsal.tick();
        RehearsalView view = rehearsal.view();
        boolean over = view.state() != RehearsalView.State.RUNNING;
        if (over) {
            vertx.cancelTimer(timer);
        }
        if (over || view.elapsedSeconds() % SECONDS_PER_LINE == 0) {
            LOG.infof(
                    "rehearsal: %s after %d s: %d of %d learners in (%d log-ins), %d heartbeats, %.1f/s, %d submissions,"
                            + " %d passed, %d errors",
                    over ? "over" : "running",
                    view.elapsedSeconds(),
                    view.activeLearners(),
                    view.learners(),
                    view.logins(),
                    view.heartbeats(),
                    view.heartbeatsPerSecond(),
                    view.submissions(),
                    view.completions(),
                    view.errors());
        }
    }

    private void onLoop(Runnable work) {
        Objects.requireNonNull(loop, "demo mode is off").runOnContext(work);
    }
}
