package cn.chaoxue.roster;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on files of cadre records.
@ConfigMapping(prefix = "chaoxue.roster")
interface RosterConfig {

    /// The largest file. 500,000 rows are some 40 MB as xlsx and some 70 MB as CSV.
    @WithDefault("128M")
    MemorySize maxFile();

    /// How much of a file comes with one request; below `quarkus.http.limits.max-body-size`.
    @WithDefault("512K")
    MemorySize part();

    /// The most rows of people.
    @WithDefault("500000")
    int maxRows();

    /// What a workbook may unpack to in all.
    @WithDefault("1G")
    MemorySize maxUnpacked();

    /// How many times its packed size a part of a workbook may unpack to, once it is larger than a mebibyte.
    @WithDefault("150")
    int maxRatio();

    /// How many unfinished imports one account may have.
    @WithDefault("5")
    int unfinishedPerAccount();

    /// How many imports of one unit keep their rows; of older ones the counts alone remain.
    @WithDefault("20")
    int keptPerUnit();

    /// How many files one account may have tried out a day: a dry run tells which numbers are recorded. One that was
    /// cancelled before, or could not be read, is none of them.
    @WithDefault("50")
    int filesPerDay();

    /// How much one account may announce a day, whatever becomes of it.
    @WithDefault("16G")
    MemorySize bytesPerDay();

    /// How many rows of one file may have ID numbers that differ only in what masking hides, beside one more for each
    /// 10,000 rows; at most 127.
    @WithDefault("5")
    int lookAlikes();

    /// Rows tried out per transaction.
    @WithDefault("1000")
    int stageBatch();

    /// Rows applied per transaction. The audit log is locked while it commits: keep it short.
    @WithDefault("500")
    int applyBatch();

    /// After how long without a sign another worker takes over.
    @WithDefault("1m")
    Duration lease();

    /// How often one worker tries to read a file or to apply a batch before the import fails.
    @WithDefault("8")
    int attempts();

    /// How long reading one file and trying out its rows may take before that begins anew. Half a million rows take
    /// about a minute.
    @WithDefault("30m")
    Duration longestRead();

    /// How long staged rows stay for the report.
    @WithDefault("7d")
    Duration keep();

    /// How long an upload may take.
    @WithDefault("24h")
    Duration upload();

    /// How often a worker looks for imports when there are none.
    @WithDefault("1s")
    Duration pause();

    /// How often expired rows are deleted.
    @WithDefault("1m")
    Duration purgeEvery();

    /// Records looked at, at a time, for an export.
    @WithDefault("4000")
    int exportPage();
}
