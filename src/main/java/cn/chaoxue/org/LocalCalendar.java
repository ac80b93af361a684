package cn.chaoxue.org;

import cn.chaoxue.platform.clock.SharedClock;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Which day it is where the units are: the same for every process, wherever it runs.
@Singleton
public class LocalCalendar {

    private final SharedClock clock;
    private final ZoneId zone;

    LocalCalendar(SharedClock clock, OrgConfig config) {
        this.clock = clock;
        this.zone = config.zone();
    }

    public LocalDate today() {
        return day(clock.instant());
    }

    /// The day that clocks there show at an instant.
    public LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }
}
