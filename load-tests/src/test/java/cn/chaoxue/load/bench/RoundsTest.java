package cn.chaoxue.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void warmUp_doesNotCount_andRatioIsTheMedianOfTurns() throws Exception {
        Queue<Double> ours = new ArrayDeque<>(List.of(1.0, 50.0, 80.0, 60.0));
        Queue<Double> theirs = new ArrayDeque<>(List.of(1000.0, 100.0, 100.0, 200.0));
        Rounds rounds = new Rounds()
                .with("ours", ours::remove)
                .with("theirs", theirs::remove)
                .run(3);
        assertThat(rounds.median("ours")).isEqualTo(60);
        assertThat(rounds.ratio("ours", "theirs")).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void evenNumberOfRounds_medianLiesBetweenTheTwoInTheMiddle() throws Exception {
        Queue<Double> results = new ArrayDeque<>(List.of(9.0, 1.0, 2.0));
        assertThat(new Rounds().with("it", results::remove).run(2).median("it")).isEqualTo(1.5);
    }
}
