package cn.chaoxue.load.crowd;

import java.time.Duration;
import java.util.List;

/// The end of a crowd.
final class Leaving {

    private Leaving() {}

    /// True when all of them have ended within the time, false when somebody has not or the waiting was cut off.
    static boolean all(List<Thread> people, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Thread person : people) {
                if (!person.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
