package cn.chaoxue.campaign;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long a process trusts what it knows of enrolments.
@ConfigMapping(prefix = "chaoxue.campaign")
public interface CampaignConfig {

    /// An enrolment known to a process is asked for again after this. Opening and closing times are honoured to the
    /// second regardless; longer saves one small query per active learner.
    @WithDefault("5m")
    Duration rememberEnrolmentFor();

    /// While PostgreSQL cannot be asked, a known enrolment goes on for this long beyond its time: learners study on.
    @WithDefault("1h")
    Duration rememberUnanswered();

    /// A learner just enrolled may be told "not enrolled" for at most this long after having been told so before.
    @WithDefault("2s")
    Duration rememberAbsentFor();

    /// Learner-and-course pairs remembered at once, about 300 bytes each.
    @WithDefault("50000")
    int rememberAtMost();

    /// How long 我的课程 waits for progress in flight before it shows the stored one, at most a flush interval old.
    @WithDefault("500ms")
    Duration liveProgressPatience();

    /// Cadres enrolled in one transaction; each holds the tallies' hot rows for the time it takes to commit.
    @WithDefault("2000")
    int enrolmentBatch();

    /// Newcomers to a campaign's target are enrolled within this (A4.1).
    @WithDefault("30s")
    Duration lateArrivalPause();
}
