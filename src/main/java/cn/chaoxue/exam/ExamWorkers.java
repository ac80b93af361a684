package cn.chaoxue.exam;

import cn.chaoxue.exam.SubmissionStream.Share;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;

/// Starts grading and sweeping in processes of the worker role.
@ApplicationScoped
class ExamWorkers {

    private final List<WorkerLoop> loops = new ArrayList<>();
    private final RolesConfig roles;

    ExamWorkers(
            Instance<SubmissionFlusher> flushers,
            DeadlineSweeper sweeper,
            StreamWatch watch,
            ExamConfig config,
            RolesConfig roles) {
        this.roles = roles;
        for (Share share : Share.dealt(config.flushers())) {
            SubmissionFlusher flusher = flushers.get().on(share);
            loops.add(new WorkerLoop("exam-flusher-" + loops.size(), config.idlePause(), flusher::flush)
                    .gathering(config.batchSize() / 2)
                    .idlingUpTo(config.longestPause()));
        }
        loops.add(new WorkerLoop("exam-sweeper", config.sweepEvery(), sweeper::sweep));
        loops.add(new WorkerLoop("exam-watch", config.watchEvery(), watch::look));
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
