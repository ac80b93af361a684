package cn.chaoxue.cadre;

import cn.chaoxue.org.LocalCalendar;
import jakarta.inject.Singleton;
import java.time.Instant;

/// Which study cycle it is, and what decides who is new in it: the same for lists, files and hours owed (A3.1, A3.3).
@Singleton
public class Cycles {

    /// The day of the first appointment of the person `c`, in SQL. Who came by a transfer is no new appointee.
    public static final String APPOINTED = "least(c.appointed_on, c.in_post_since)";

    private final LocalCalendar calendar;

    Cycles(LocalCalendar calendar) {
        this.calendar = calendar;
    }

    /// That of today.
    public Cycle running() {
        return new Cycle(calendar.today().getYear());
    }

    /// The one an instant falls into.
    public Cycle at(Instant instant) {
        return new Cycle(calendar.day(instant).getYear());
    }
}
