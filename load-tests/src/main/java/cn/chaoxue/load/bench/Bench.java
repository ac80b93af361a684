package cn.chaoxue.load.bench;

import java.time.Duration;

/// One benchmark: opens its own stage, measures, closes it.
public interface Bench {

    /// What it is called on the command line.
    String name();

    /// One line for the list of benchmarks.
    String title();

    /// How long one round lasts where the command line does not say.
    Duration usualRound();

    /// The same benchmark at another size.
    default Bench sized(Sizes sizes) {
        return this;
    }

    /// Measures with rounds of this length and reports; progress goes to the terminal meanwhile.
    void run(Duration round, Report report) throws Exception;
}
