package cn.chaoxue.demo;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long people take, drawn from the rehearsal's seed.
record Pace(SplittableRandom random) {

    Duration lookAround() {
        return between(1_000, 4_000);
    }

    /// Heartbeats of the page come every 15 s with jitter, and at every pause and change of tab.
    Duration heartbeat() {
        return between(5_000, 15_000);
    }

    Duration answerPaper(int questions) {
        return between(1_500L * questions, 4_000L * questions);
    }

    Duration waitForResult() {
        return between(500, 1_000);
    }

    /// What the server asked for, or a few seconds, and never all learners at the same instant.
    Duration afterFailure(Duration asked) {
        return asked.plus(between(1_000, 4_000));
    }

    Duration between(long fromMillis, long toMillis) {
        return Duration.ofMillis(random.nextLong(fromMillis, toMillis));
    }
}
