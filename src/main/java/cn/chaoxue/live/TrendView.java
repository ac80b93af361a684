package cn.chaoxue.live;

import java.time.Instant;
import java.util.List;

/// How far the counts of a unit moved, minute by minute, the running minute last; every minute is present.
public record TrendView(UnitView unit, List<Point> points) {

    /// Increments within the minute that begins at `at`.
    public record Point(Instant at, long started, long courseCompletions, long passed, long completed) {}
}
