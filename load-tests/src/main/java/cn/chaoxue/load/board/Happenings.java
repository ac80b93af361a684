package cn.chaoxue.load.board;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When learners were told that their test is in: for each unit, the times of its first, second, third … completion.
public final class Happenings {

    private final Map<Long, Times> units = new ConcurrentHashMap<>();

    /// A learner of the unit with this path (`/1/11/101/`) passed a test now.
    public void passed(String unitPath) {
        long now = System.nanoTime();
        for (String unit : unitPath.substring(1).split("/")) {
            units.computeIfAbsent(Long.parseLong(unit), _ -> new Times()).add(now);
        }
    }

    /// When the unit's count became `number`, by [System#nanoTime]; 0 where that was not told to anybody yet.
    long when(long unit, long number) {
        Times times = units.get(unit);
        return times == null ? 0 : times.at(number);
    }

    /// How many so far in the unit and below.
    public long count(long unit) {
        Times times = units.get(unit);
        return times == null ? 0 : times.size();
    }

    private static final class Times {

        private long[] nanos = new long[1024];
        private int size;

        synchronized void add(long now) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = now;
        }

        synchronized long at(long number) {
            return number >= 1 && number <= size ? nanos[(int) number - 1] : 0;
        }

        synchronized int size() {
            return size;
        }
    }
}
