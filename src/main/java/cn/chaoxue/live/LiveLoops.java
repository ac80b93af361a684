package cn.chaoxue.live;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Starts and stops what the boards do by themselves, each at its own pace: serving in an api process, proving in a
/// worker.
@Singleton
class LiveLoops {

    private static final Duration SUBSCRIPTION_CHECK = Duration.ofMillis(500);

    private final RolesConfig roles;
    private final LiveConfig config;
    private List<WorkerLoop> loops = List.of();

    LiveLoops(RolesConfig roles, LiveConfig config) {
        this.roles = roles;
        this.config = config;
    }

    void begin(
            @Observes StartupEvent start,
            BoardHub hub,
            Watchers watchers,
            LiveSubscription subscription,
            OnlineExchange online) {
        if (!roles.api()) {
            return;
        }
        loops = List.of(
                new WorkerLoop("live send", config.conflation(), () -> send(hub, watchers)),
                new WorkerLoop("live re-read", config.reread(), hub::reread),
                new WorkerLoop("live subscription", SUBSCRIPTION_CHECK, subscription::keep),
                new WorkerLoop("live online", config.onlineInterval(), online::tell));
        loops.forEach(WorkerLoop::start);
    }

    void end(@Observes ShutdownEvent end, LiveSubscription subscription) {
        loops.forEach(WorkerLoop::stop);
        subscription.drop();
    }

    private static Uni<Integer> send(BoardHub hub, Watchers watchers) {
        hub.render();
        watchers.deliver();
        return Uni.createFrom().item(0);
    }
}
