package cn.chaoxue.demo;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a rehearsal does now, or did last.
/// @param activeLearners logged in and not yet gone
/// @param logins answered log-ins; how fast they grow shows what the log-in pool gives
/// @param heartbeatsPerSecond over the last ten seconds while running, over the whole run afterwards
/// @param completions tests passed, hence courses completed
/// @param errors calls that failed or were turned away; each is tried again
record RehearsalView(
        @Schema(examples = "RUNNING") State state,
        @Schema(examples = "500") int learners,
        int activeLearners,
        @Nullable Instant startedAt,
        long elapsedSeconds,
        long logins,
        @Schema(examples = "10320") long heartbeats,
        double heartbeatsPerSecond,
        long submissions,
        long completions,
        long errors) {

    enum State {
        IDLE,
        RUNNING,
        FINISHED
    }

    static final RehearsalView IDLE = new RehearsalView(State.IDLE, 0, 0, null, 0, 0, 0, 0, 0, 0, 0);
}
