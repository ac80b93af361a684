package cn.chaoxue.deadletter;

import cn.chaoxue.deadletter.DeadLetters.Standing;
import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Dead letters as operators count them, by source. What waits is shared by all processes; each worker tells what it
/// saw last.
@Startup
@Singleton
public class DeadLetterMetrics {

    private static final String FEATURE = "dead.letters";

    private final Map<String, AtomicLong> waiting = new HashMap<>();
    private final Map<String, AtomicLong> oldestMillis = new HashMap<>();
    private final Map<String, Counter> redriven = new HashMap<>();

    DeadLetterMetrics(MeterRegistry registry, @All List<LetterSource> sources) {
        FeatureMeters meters = new FeatureMeters(registry, FEATURE);
        for (LetterSource source : sources) {
            String[] tags = {"source", source.name()};
            waiting.put(source.name(), meters.level("waiting", "Dead letters waiting for an operator", tags));
            oldestMillis.put(
                    source.name(), meters.secondsOfMillis("oldest.age", "Age of the oldest dead letter waiting", tags));
            redriven.put(source.name(), meters.counter("redriven", "Dead letters saved by a re-drive", tags));
        }
    }

    /// Counts the letters a path buries in this process.
    public static Counter buried(MeterRegistry registry, String source) {
        return new FeatureMeters(registry, FEATURE)
                .counter("buried", "Entries moved to the dead letters", "source", source);
    }

    void standing(List<Standing> found) {
        Map<String, Standing> bySource = new HashMap<>();
        found.forEach(one -> bySource.put(one.source(), one));
        waiting.forEach((source, value) -> {
            Standing one = bySource.get(source);
            value.set(one == null ? 0 : one.letters());
        });
        oldestMillis.forEach((source, value) -> {
            Standing one = bySource.get(source);
            value.set(one == null ? 0 : one.oldest().toMillis());
        });
    }

    void redriven(String source) {
        Counter counter = redriven.get(source);
        if (counter != null) {
            counter.increment();
        }
    }
}
