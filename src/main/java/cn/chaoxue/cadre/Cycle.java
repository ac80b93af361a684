package cn.chaoxue.cadre;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// A study cycle: one calendar year (A3.1).
public record Cycle(int year) {

    public LocalDate firstDay() {
        return LocalDate.of(year, 1, 1);
    }

    public LocalDate lastDay() {
        return LocalDate.of(year, 12, 31);
    }

    /// The first day on which a first appointment makes a new appointee: who comes on the first day of the cycle is
    /// there all of it.
    LocalDate firstNewDay() {
        return firstDay().plusDays(1);
    }

    /// Whether somebody whose first appointment was on `appointed` is a new appointee of this cycle, and so owes its
    /// hours pro rata (A3.3).
    public boolean isNew(LocalDate appointed) {
        return !appointed.isBefore(firstNewDay()) && !appointed.isAfter(lastDay());
    }

    /// How many months it has.
    public int months() {
        return monthsSince(firstDay());
    }

    /// How many whole months of it are left for who comes on `appointed`; none when it is over then.
    public int monthsSince(LocalDate appointed) {
        LocalDate from = appointed.isBefore(firstDay()) ? firstDay() : appointed;
        return (int) Math.max(0, ChronoUnit.MONTHS.between(from, lastDay().plusDays(1)));
    }
}
