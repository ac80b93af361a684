package cn.chaoxue.live;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// Starts and stops what the boards do by themselves, each at its own pace: serving in an api process, proving in a
/// worker.
@Singleton
class LiveLoops {

    private static final Duration SUBSCRIPTION_CHECK = Duration.ofMillis(500);

    /// Campaigns are compared one after the other, each within a bound of its own.
    private static final Duration ALL_CAMPAIGNS = Duration.ofHours(1);

    private final RolesConfig roles;
    private final LiveConfig config;
    private final List<WorkerLoop> loops = new CopyOnWriteArrayList<>();

    LiveLoops(RolesConfig roles, LiveConfig config) {
        this.roles = roles;
        this.config = config;
    }

    void serve(
            @Observes StartupEvent start,
            BoardHub hub,
            Watchers watchers,
            LiveSubscription subscription,
            OnlineExchange online) {
        if (roles.api()) {
            begin("live send", config.conflation(), () -> send(hub, watchers));
            begin("live re-read", config.reread(), hub::reread);
            begin("live subscription", SUBSCRIPTION_CHECK, subscription::keep);
            begin("live online", config.onlineInterval(), online::tell);
        }
    }

    void prove(@Observes StartupEvent start, TallyReconciliation reconciliation, TrendRepository trends) {
        if (roles.worker()) {
            loops.add(new WorkerLoop("tally reconciliation", config.reconcileEvery(), reconciliation::compare)
                    .within(ALL_CAMPAIGNS)
                    .start());
            begin(
                    "tally retention",
                    config.reconcileEvery(),
                    () -> trends.deleteOlderThan(config.minuteRetention(), config.minutesPerDeletion()));
        }
    }

    private void begin(String name, Duration pause, Supplier<Uni<Integer>> step) {
        loops.add(new WorkerLoop(name, pause, step).start());
    }

    void end(@Observes ShutdownEvent end, LiveSubscription subscription) {
        loops.forEach(WorkerLoop::stop);
        subscription.drop();
    }

    /// Quarkus waits for open requests before it stops anything; a board never ends by itself.
    void endStreamsFirst(@Observes ShutdownDelayInitiatedEvent told, Watchers watchers) {
        watchers.endAll();
    }

    private static Uni<Integer> send(BoardHub hub, Watchers watchers) {
        hub.render();
        watchers.deliver();
        return Uni.createFrom().item(0);
    }
}
