package cn.chaoxue.platform.overload;

import java.time.Duration;

/// How many classes of traffic one cause of pressure refuses: one more while the pressure stays, one fewer when it is
/// gone, unchanged in between. Pure but for its memory; for one thread.
final class Ladder {

    /// How a ladder is climbed.
    record Pace(Duration climbAfter, Duration descendAfter, double calm, double lastResort) {

        static Pace of(OverloadConfig config) {
            return new Pace(config.climbAfter(), config.descendAfter(), config.calm(), config.lastResort());
        }
    }

    /// Weight of the newest look; some three looks make a pressure, so that one pause of the JVM does not.
    private static final double NEWEST = 0.3;

    /// Nothing is worse, and no look's outlier lasts.
    private static final double HIGHEST = 1_000;

    private final Traffic last;
    private final Pace pace;
    private double pressure;
    private int refused;
    private long steppedAt;

    /// `last`: what this cause may refuse at the most.
    Ladder(Traffic last, Pace pace) {
        this.last = last;
        this.pace = pace;
    }

    /// Takes a look's pressure; yields how many classes to refuse from now on. Who does not know how much there is to
    /// do (NaN) refuses nobody.
    int observe(double seen, long nowNanos) {
        pressure += NEWEST * ((Double.isNaN(seen) ? 0 : Math.min(seen, HIGHEST)) - pressure);
        long rested = nowNanos - steppedAt;
        if (wantsMore() && (refused == 0 || rested >= pace.climbAfter().toNanos())) {
            step(1, nowNanos);
        } else if (refused > 0
                && pressure < pace.calm()
                && rested >= pace.descendAfter().toNanos()) {
            step(-1, nowNanos);
        }
        return refused;
    }

    double pressure() {
        return pressure;
    }

    private boolean wantsMore() {
        if (refused > last.ordinal()) {
            return false;
        }
        return pressure >= (refused == Traffic.EXAM_SUBMISSION.ordinal() ? pace.lastResort() : 1);
    }

    private void step(int by, long nowNanos) {
        refused += by;
        steppedAt = nowNanos;
    }
}
