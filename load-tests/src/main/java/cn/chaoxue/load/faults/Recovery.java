package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Meter;
import java.util.Collection;

/// How long it takes after a fault until all is well.
final class Recovery {

    private static final long WELL_MICROS = 1_000_000;

    private Recovery() {}

    /// Seconds from now until the end of the first whole second in which nobody was refused and 99 % of the answers
    /// took less than one; `limit` where there was none.
    static double seconds(Collection<Meter> meters, int limit) throws InterruptedException {
        for (int seconds = 1; seconds <= limit; seconds++) {
            meters.forEach(Meter::interval);
            long refused = refused(meters);
            Thread.sleep(1_000);
            if (refused(meters) == refused && meters.stream().allMatch(Recovery::prompt)) {
                return seconds;
            }
        }
        return limit;
    }

    private static long refused(Collection<Meter> meters) {
        return meters.stream().mapToLong(meter -> meter.of("503")).sum();
    }

    private static boolean prompt(Meter meter) {
        return meter.interval().getValueAtPercentile(99) < WELL_MICROS;
    }
}
