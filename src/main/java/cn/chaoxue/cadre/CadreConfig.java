package cn.chaoxue.cadre;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on what may be done with records.
@ConfigMapping(prefix = "chaoxue.cadre")
interface CadreConfig {

    /// How many personal fields one account may have shown in clear, and ID numbers looked up, within an hour: enough
    /// to telephone, too few to copy a database or to try numbers.
    @WithDefault("60")
    int revelationsPerHour();

    /// How many exports in clear one account may take within a day, of records and of the liaison directory together.
    @WithDefault("3")
    int clearExportsPerDay();

    /// How long a reader may take for one piece of a file that leaves, as a rule of 600 kB at most,
    /// before the download is broken off: 2 minutes are some 5 kB a second. Who is slower holds a
    /// connection and a page of rows.
    @WithDefault("2m")
    Duration slowestPiece();

    /// How long a file may be on its way in all. A download goes on when the token that began it
    /// expires, so a right that ends with its last day ends a running one by this alone.
    @WithDefault("30m")
    Duration longestDownload();
}
