package cn.chaoxue.cadre;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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
}
