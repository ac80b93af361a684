package cn.chaoxue.load.rush;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TimesTest {

    @Test
    void medianAndTail_areOfTheSample() {
        Times times = new Times(
                DoubleStream.iterate(1, i -> i <= 200, i -> i + 1).boxed().toList());
        assertThat(times.median()).isEqualTo(100.5);
        assertThat(times.p99()).isEqualTo(198);
    }

    @Test
    void gap_isFoundWhereThereIsOneAndNotWhereThereIsNone() {
        Random random = new Random(7);
        Times one = times(random, 40);
        Times same = times(random, 40);
        Times later = times(random, 41);
        assertThat(one.longerThan(same).certain()).isZero();
        assertThat(later.longerThan(one).certain()).isBetween(0.5, 1.5);
        assertThat(one.longerThan(later).certain()).isBetween(0.5, 1.5);
    }

    private static Times times(Random random, double middle) {
        List<Double> sample =
                random.doubles(1000, middle - 2, middle + 2).boxed().toList();
        return new Times(sample);
    }
}
