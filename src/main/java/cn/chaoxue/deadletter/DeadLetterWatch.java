package cn.chaoxue.deadletter;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Counts what waits, in processes of the worker role.
@ApplicationScoped
class DeadLetterWatch {

    private final DeadLetters letters;
    private final DeadLetterMetrics metrics;
    private final RolesConfig roles;
    private final WorkerLoop loop;

    DeadLetterWatch(DeadLetters letters, DeadLetterMetrics metrics, DeadLetterConfig config, RolesConfig roles) {
        this.letters = letters;
        this.metrics = metrics;
        this.roles = roles;
        this.loop = new WorkerLoop("dead-letter-watch", config.watchEvery(), this::look);
    }

    /// One look. Moves nothing, so it yields zero.
    Uni<Integer> look() {
        return letters.standing().invoke(metrics::standing).replaceWith(0);
    }

    void start(@Observes StartupEvent started) {
        if (roles.worker()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        loop.stop();
    }
}
