package cn.chaoxue.exam;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Starts grading and sweeping in processes of the worker role.
@ApplicationScoped
class ExamWorkers {

    private final List<WorkerLoop> loops;
    private final RolesConfig roles;

    ExamWorkers(
            SubmissionFlusher flusher,
            DeadlineSweeper sweeper,
            StreamWatch watch,
            ExamConfig config,
            RolesConfig roles) {
        this.roles = roles;
        this.loops = List.of(
                new WorkerLoop("exam-flusher", config.idlePause(), flusher::flush),
                new WorkerLoop("exam-sweeper", config.sweepEvery(), sweeper::sweep),
                new WorkerLoop("exam-watch", config.watchEvery(), watch::look));
    }

    void start(@Observes StartupEvent event) {
        if (roles.worker()) {
            loops.forEach(WorkerLoop::start);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(WorkerLoop::stop);
    }
}
