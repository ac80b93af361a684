package cn.chaoxue.campaign;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Enrols newcomers and settles openings by itself (A4.1): every worker looks now and then; several at once do no
/// harm.
@Singleton
final class LateArrivals {

    /// Settling half a million people is one step, page by page.
    private static final Duration WHOLE_CAMPAIGN = Duration.ofHours(1);

    private final WorkerLoop loop;
    private final boolean worker;

    LateArrivals(
            EnrolmentService enrolment, Opening opening, LateProgress late, CampaignConfig config, RolesConfig roles) {
        this.loop = new WorkerLoop(
                        "late arrivals",
                        config.lateArrivalPause(),
                        () -> enrolment
                                .enrolLateArrivals()
                                .call(opening::settle)
                                .call(late::unite))
                .within(WHOLE_CAMPAIGN);
        this.worker = roles.worker();
    }

    void begin(@Observes StartupEvent event) {
        if (worker) {
            loop.start();
        }
    }

    void end(@Observes ShutdownEvent event) {
        loop.stop();
    }
}
