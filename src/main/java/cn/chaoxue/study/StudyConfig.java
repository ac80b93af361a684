package cn.chaoxue.study;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How watched time is credited and how it reaches PostgreSQL.
@ConfigMapping(prefix = "chaoxue.study")
public interface StudyConfig {

    /// Wall-clock time a learner nobody has seen before may be credited at once: the first heartbeat reports seconds
    /// watched before it.
    @WithDefault("20s")
    Duration tolerance();

    /// The most wall-clock time that may be credited after a gap: study on a phone that was offline.
    @WithDefault("10m")
    Duration idleBackfill();

    /// A changed course is written to PostgreSQL this long after its first change, once, however many heartbeats came.
    /// Longer saves row writes; it must stay below the 60 s that heartbeats overlap, so that even a Redis lost
    /// with its disk heals. (Heartbeats come every 15 s: at 10 s each of them would cost a row write.)
    @WithDefault("30s")
    Duration flushInterval();

    /// The very first change of a course is written sooner, so that boards see a learner start.
    @WithDefault("1s")
    Duration firstFlush();

    /// A worker's claim on what it writes; after a worker's death others wait this long. With the pause before they
    /// look, its share is taken over within 15 s.
    @WithDefault("12s")
    Duration lease();

    /// Courses written in one transaction. With 1,024 a row cost a third more: what a batch costs as a whole, in its
    /// worker above all, is shared by fewer.
    @WithDefault("4096")
    int batchSize();

    /// Batches under way at once in this process: while some talk to Redis others keep PostgreSQL busy. Two fall into
    /// step, and leave a quarter of two cores idle.
    @WithDefault("4")
    int flushers();

    /// Wait before looking again when less than a quarter of a batch was due. Each flusher looks for itself, so that
    /// together they look that many times as often.
    @WithDefault("400ms")
    Duration pause();

    /// How long that wait grows at most while nothing is due.
    @WithDefault("800ms")
    Duration idlePause();

    /// Wait before looking again when no course was completed: a learner waits for this before the test opens.
    @WithDefault("100ms")
    Duration completionPause();

    /// How long that wait grows at most while none is.
    @WithDefault("400ms")
    Duration completionIdlePause();

    /// How often the backlog is measured for the metrics.
    @WithDefault("5s")
    Duration backlogEvery();

    /// State nobody touched for this long leaves Redis, if it is written; it is loaded again on demand.
    @WithDefault("48h")
    Duration idleExpiry();

    /// How often some learners of each shard are looked at for that.
    @WithDefault("30s")
    Duration idleLookEvery();

    /// The rhythm asked of clients, jittered by ± 2 s and stretched up to fourfold under load.
    @WithDefault("15s")
    Duration heartbeatEvery();

    /// WebSockets of this process; one more is refused at its handshake. A process has some 20,000 descriptors, and
    /// needs the rest for everybody else.
    @WithDefault("15000")
    int maxSockets();

    /// How often sockets are looked at: one silent since the last look but one is asked for a sign of life, at the next
    /// look it is closed. Heartbeats come every minute at the least.
    @WithDefault("60s")
    Duration socketLookEvery();

    /// Frames of one WebSocket that may wait for their answer; the socket is not read further meanwhile.
    @WithDefault("16")
    int framesInFlight();
}
