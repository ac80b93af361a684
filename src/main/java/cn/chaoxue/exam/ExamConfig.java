package cn.chaoxue.exam;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Tests, submissions and their grading.
@ConfigMapping(prefix = "chaoxue.exam")
public interface ExamConfig {

    /// Answers are taken this long after the deadline: the way over a slow network is not the learner's fault.
    @WithDefault("5s")
    Duration grace();

    /// Submissions waiting per shard (16 shards); one more goes straight to PostgreSQL. About 1 kB of Redis each.
    @WithDefault("20000")
    int maxWaitingPerShard();

    /// With more than this many steps under way in this process, answers are no longer saved, only submitted.
    @WithDefault("5000")
    int roomForSubmissionsAbove();

    /// Submissions graded in one transaction, over all shards a flusher reads. More of them share the cost of the
    /// transaction and of the counts they all move; a row broken by its data costs more halvings.
    @WithDefault("1000")
    int batchSize();

    /// Transactions under way at once in this process, each for shards of its own (1 to 16).
    @WithDefault("2")
    int flushers();

    /// How long a flusher rests unless much waits: what comes meanwhile shares the next transaction. Adds to the time
    /// from submission to result.
    @WithDefault("100ms")
    Duration idlePause();

    /// How long that rest grows at most while nothing comes.
    @WithDefault("400ms")
    Duration longestPause();

    /// Submissions that come within so short a time of each other go to Redis together. Each may wait as long, twice:
    /// for its paper, and to be written. A submission that comes alone does not wait.
    @WithDefault("20ms")
    Duration gather();

    /// The longest of these waits, reached when grading is seconds behind: then fewer and larger writes leave it more
    /// of the machine. The way to the receipt only ever gets longer by this.
    @WithDefault("150ms")
    Duration gatherAtMost();

    /// Work another process claimed and left unfinished for this long is taken over.
    @WithDefault("10s")
    Duration takeOverAfter();

    /// How often a worker looks for such work.
    @WithDefault("2s")
    Duration takeOverEvery();

    /// How often attempts whose time is over are looked for.
    @WithDefault("1s")
    Duration sweepEvery();

    /// An attempt Redis knows nothing of is submitted, empty, this long after its deadline: until then a Redis that
    /// began without its data can be given it back. What is restored later finds the attempt graded.
    @WithDefault("30m")
    Duration sweepAbsentAfter();

    /// How often the streams are looked at for the metrics.
    @WithDefault("5s")
    Duration watchEvery();

    /// Attempts submitted for their learners in one look.
    @WithDefault("500")
    int sweepBatch();

    /// A submission Redis has not made durable within this takes the direct path.
    @WithDefault("1400ms")
    Duration redisTimeout();

    /// Any request is answered within this, if need be with 503.
    @WithDefault("2700ms")
    Duration answerWithin();

    /// Submissions at once on the direct path to PostgreSQL; one more is refused with 503.
    @WithDefault("64")
    int directLimit();

    /// A submission on the direct path is answered, or refused with 503, within this.
    @WithDefault("1500ms")
    Duration directTimeout();

    /// How the Redis of exams is known to keep what it acknowledged.
    @WithDefault("probe")
    DurabilitySource durability();

    /// Replicas that must hold a write before its receipt is given.
    @WithDefault("0")
    int replicas();

    /// An attempt nobody submitted or graded leaves Redis this long after its deadline; PostgreSQL keeps it.
    @WithDefault("7d")
    Duration keepUngraded();

    /// Banks and open papers are remembered this long by a process: a corrected key takes effect after it.
    @WithDefault("60s")
    Duration remember();

    /// Where the knowledge about durability comes from.
    enum DurabilitySource {
        /// Ask the server on every connection.
        PROBE,
        /// Servers that forbid `CONFIG`: the operator vouches for `appendonly yes` and `appendfsync always`.
        TRUSTED,
        /// Never wait for Redis with a receipt: every submission goes straight to PostgreSQL.
        NONE
    }
}
