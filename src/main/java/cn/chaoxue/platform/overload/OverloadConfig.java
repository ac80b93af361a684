package cn.chaoxue.platform.overload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When this process has too much to do, and how it goes about refusing. A pressure is a measurement divided by its
/// limit here; from 1 on traffic is refused, class by class in the order of [Traffic].
@ConfigMapping(prefix = "chaoxue.overload")
public interface OverloadConfig {

    /// How long a task may wait for its turn on an event loop. Every request waits as long; garbage collection alone
    /// stays well below. May refuse everything.
    @WithDefault("500ms")
    Duration loopDelay();

    /// Requests begun and not answered, heartbeats and open boards aside. May refuse everything.
    @WithDefault("4000")
    int requestsInFlight();

    /// Share of the way to the study Redis that is taken. Refuses heartbeats, which are what fills it.
    @WithDefault("0.8")
    double studyRedisLoad();

    /// Statements queued for a connection. Refuses all but submissions, which need no PostgreSQL to be taken.
    @WithDefault("1000")
    int waitingForPostgres();

    /// How often the process looks at itself.
    @WithDefault("100ms")
    Duration lookEvery();

    /// While the pressure stays, one more class is refused after each such time.
    @WithDefault("500ms")
    Duration climbAfter();

    /// Once the pressure is gone, one class is let in again after each such time. Six classes make six times this:
    /// keep it below 1.5 s, so that everything is back within 10 s.
    @WithDefault("1s")
    Duration descendAfter();

    /// Pressure below which it counts as gone. The distance to 1 keeps classes from flickering.
    @WithDefault("0.5")
    double calm();

    /// Submissions are refused only from this pressure on: when an answer would come too late anyway.
    @WithDefault("5")
    double lastResort();

    /// When refused heartbeats should come back: at least this, at most twice this.
    @WithDefault("15s")
    Duration heartbeatsRetryAfter();

    /// The same for people who wait.
    @WithDefault("5s")
    Duration retryAfter();

    /// The same for submissions.
    @WithDefault("2s")
    Duration submissionsRetryAfter();
}
