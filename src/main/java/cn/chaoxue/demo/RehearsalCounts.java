package cn.chaoxue.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the learners of one rehearsal did so far.
final class RehearsalCounts {

    final AtomicInteger active = new AtomicInteger();
    final LongAdder logins = new LongAdder();
    final LongAdder heartbeats = new LongAdder();
    final LongAdder submissions = new LongAdder();
    final LongAdder completions = new LongAdder();
    final LongAdder errors = new LongAdder();
}
