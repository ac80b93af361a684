package cn.chaoxue.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds and pace of the live boards.
@ConfigMapping(prefix = "chaoxue.live")
public interface LiveConfig {

    /// Units named in one message between processes (about 50 bytes each); a larger change goes out in several.
    @WithDefault("500")
    int unitsPerMessage();

    /// Boards are sent at most once in this time; what happens in between arrives as one change.
    @WithDefault("1s")
    Duration conflation();

    /// How often watched units are read again, so that a lost message cannot leave a wrong number standing, nor
    /// a change of the unit tree a board that shows the one before. Shorter heals sooner; each costs two
    /// statements per process.
    @WithDefault("3s")
    Duration reread();

    /// Open boards (event streams) in this process; one more is refused with 503 and goes to another pod. A stream
    /// costs a file descriptor and some 10 kB.
    @WithDefault("10000")
    int maxWatchers();

    /// Units in memory because an open board shows them; a board beyond it is refused with 503.
    @WithDefault("20000")
    int maxWatchedUnits();

    /// Boards waiting to be read from PostgreSQL; one more is refused with 503.
    @WithDefault("5000")
    int maxWaitingReads();

    /// A board is read, or refused with 503, within this.
    @WithDefault("2700ms")
    Duration readWithin();

    /// Boards read by one statement.
    @WithDefault("200")
    int boardsPerRead();

    /// A comment line is sent this often, so that proxies and clients know the stream lives.
    @WithDefault("15s")
    Duration heartbeat();

    /// What clients are told to wait before they come back.
    @WithDefault("3s")
    Duration retry();

    /// A reader that takes nothing for this long is cut off; it comes back and gets a snapshot.
    @WithDefault("60s")
    Duration stalledLimit();

    /// Bytes that may wait for a slow reader in this process, and again in its socket. Beyond it the reader misses
    /// intermediate values, never the latest.
    @WithDefault("16384")
    int writeQueueBytes();

    /// Recounts from the facts at once in this process; they scan whole subtrees.
    @WithDefault("2")
    int maxRecounts();

    /// Who was heard of within this time is online now.
    @WithDefault("60s")
    Duration onlineWindow();

    /// How often a process tells the others how many learners it hears of; numbers of a process silent for three times
    /// as long no longer count.
    @WithDefault("5s")
    Duration onlineInterval();

    /// Learners counted as online by this process; more are left out of the estimate (some 100 bytes each).
    @WithDefault("200000")
    int maxOnline();

    /// Units in one message about who is online; the busiest are kept (some 12 bytes each).
    @WithDefault("20000")
    int maxOnlineUnits();

    /// How often tallies are compared with the facts; each comparison scans the open campaigns' facts.
    @WithDefault("10m")
    Duration reconcileEvery();

    /// How long increments by minute are kept; the trend reaches back this far at most.
    @WithDefault("3d")
    Duration minuteRetention();

    /// Increments by minute deleted by one statement.
    @WithDefault("10000")
    int minutesPerDeletion();
}
