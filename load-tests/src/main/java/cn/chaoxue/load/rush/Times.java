package cn.chaoxue.load.rush;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// How long many requests of one kind took, in milliseconds.
public final class Times {

    private static final int RESAMPLES = 2000;
    private static final double OUTSIDE = 0.025;

    private final double[] sorted;

    public Times(List<Double> millis) {
        this.sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /// Bounds that hold the gap between two medians in 95 of 100 cases.
    public record Interval(double low, double high) {

        /// How much of a gap is beyond doubt; 0 where there may be none.
        public double certain() {
            return low > 0 ? low : Math.max(0, -high);
        }
    }

    public int count() {
        return sorted.length;
    }

    public double median() {
        return median(sorted);
    }

    /// The value that 99 in 100 do not exceed.
    public double p99() {
        return sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    }

    /// How much longer the median of this kind takes, by drawing both samples anew. The same numbers give the same
    /// bounds.
    public Interval longerThan(Times other) {
        Random random = new Random(20261122);
        double[] gaps = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            gaps[i] = median(drawn(sorted, random)) - median(drawn(other.sorted, random));
        }
        Arrays.sort(gaps);
        return new Interval(gaps[(int) (RESAMPLES * OUTSIDE)], gaps[(int) (RESAMPLES * (1 - OUTSIDE))]);
    }

    private static double[] drawn(double[] from, Random random) {
        return random.ints(from.length, 0, from.length)
                .mapToDouble(at -> from[at])
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
