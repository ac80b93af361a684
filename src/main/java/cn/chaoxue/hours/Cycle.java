package cn.chaoxue.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// A study cycle: one calendar year (A3.1).
record Cycle(int year) {

    /// The cycle `at` falls into, as clocks at `zone` show it.
    static Cycle of(Instant at, ZoneId zone) {
        return new Cycle(at.atZone(zone).getYear());
    }

    LocalDate firstDay() {
        return LocalDate.of(year, 1, 1);
    }

    LocalDate lastDay() {
        return LocalDate.of(year, 12, 31);
    }
}
