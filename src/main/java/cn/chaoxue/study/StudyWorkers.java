package cn.chaoxue.study;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/// Runs study's loops where this process is a worker. Any number of workers may run: they share by lease.
@ApplicationScoped
class StudyWorkers {

    private final RolesConfig roles;
    private final StudyConfig config;
    private final ProgressFlusher flusher;
    private final CompletionFlusher completions;
    private final StudyBacklog backlog;
    private final IdleLearners idle;
    private final List<WorkerLoop> loops = new ArrayList<>();

    StudyWorkers(
            RolesConfig roles,
            StudyConfig config,
            ProgressFlusher flusher,
            CompletionFlusher completions,
            StudyBacklog backlog,
            IdleLearners idle) {
        this.roles = roles;
        this.config = config;
        this.flusher = flusher;
        this.completions = completions;
        this.backlog = backlog;
        this.idle = idle;
    }

    void start(@Observes StartupEvent started) {
        if (!roles.worker()) {
            return;
        }
        for (int i = 0; i < config.flushers(); i++) {
            // A transaction for three courses costs as much as one for three hundred.
            loops.add(new WorkerLoop("study-flush-" + i, config.pause(), flusher::flush)
                    .gathering(config.batchSize() / 4)
                    .idlingUpTo(config.idlePause()));
        }
        loops.add(new WorkerLoop("study-completions", config.completionPause(), completions::flush)
                .idlingUpTo(config.completionIdlePause()));
        loops.add(new WorkerLoop("study-backlog", config.backlogEvery(), backlog::measure));
        loops.add(new WorkerLoop("study-idle", config.idleLookEvery(), idle::sweep));
        loops.forEach(WorkerLoop::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        loops.forEach(WorkerLoop::stop);
    }
}
