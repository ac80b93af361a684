package cn.chaoxue.load.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/// Waiting for something to become true, looked at four times a second.
public final class Waiting {

    private static final Duration BETWEEN = Duration.ofMillis(250);

    private Waiting() {}

    /// Something that may be true by now. That it cannot be found out means it is not.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, SQLException;
    }

    /// True as soon as it holds, false when it did not within the time.
    public static boolean until(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (holds(condition)) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(BETWEEN);
        }
    }

    /// Seconds from now until it held; the limit where it did not.
    public static double secondsUntil(Duration limit, Condition condition) throws InterruptedException {
        long since = System.nanoTime();
        return until(limit, condition) ? (System.nanoTime() - since) / 1e9 : limit.toMillis() / 1e3;
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException | SQLException e) {
            return false;
        }
    }
}
