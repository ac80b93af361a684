package cn.chaoxue.platform.overload;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Whether this process must refuse a class of traffic now. Asking costs one volatile read, so it can be asked first.
/// [OverloadWatch] decides; `chaoxue.overload.*` tells.
@Singleton
public class Overload {

    private final OverloadConfig config;
    private final List<Counter> shed;
    private volatile int refused;
    private volatile double strain;

    Overload(OverloadConfig config, MeterRegistry meters) {
        this.config = config;
        FeatureMeters feature = new FeatureMeters(meters, "overload");
        this.shed = Arrays.stream(Traffic.values())
                .map(traffic ->
                        feature.counter("shed", "Requests refused, by class of traffic", "traffic", traffic.tag()))
                .toList();
        feature.level("refused.classes", "Classes of traffic refused now, of six", () -> refused);
    }

    /// Whether to turn this away unread.
    public boolean sheds(Traffic traffic) {
        return traffic.ordinal() < refused;
    }

    /// What to turn it away with: 503 and a `Retry-After` spread over as long again, so that nobody comes back in step.
    /// Counts.
    public ProblemException refusal(Traffic traffic) {
        shed.get(traffic.ordinal()).increment();
        long least = retryAfter(traffic).toMillis();
        Duration spread = Duration.ofMillis(least + ThreadLocalRandom.current().nextLong(least + 1));
        return Problem.overloaded("Very busy; nothing is lost. Try again later.", spread);
    }

    /// The highest pressure of any cause: below 1 there is room.
    public double strain() {
        return strain;
    }

    void refuse(int classes, double pressure) {
        refused = classes;
        strain = pressure;
    }

    private Duration retryAfter(Traffic traffic) {
        return switch (traffic) {
            case HEARTBEATS -> config.heartbeatsRetryAfter();
            case BOARDS, BROWSING, LOGIN, EXAM_START -> config.retryAfter();
            case EXAM_SUBMISSION -> config.submissionsRetryAfter();
        };
    }
}
