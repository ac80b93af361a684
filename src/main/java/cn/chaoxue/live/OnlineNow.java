package cn.chaoxue.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is online everywhere: the latest numbers of every process, summed. A process not heard of for three intervals
/// has gone and no longer counts. A learner who uses two processes within a minute counts twice: an estimate.
@ApplicationScoped
class OnlineNow {

    private static final int MISSED_INTERVALS = 3;

    private final LiveConfig config;
    private final InstantSource clock;
    private final Map<String, Numbers> processes = new ConcurrentHashMap<>();

    private record Numbers(Instant at, Map<Long, Integer> perUnit) {}

    OnlineNow(LiveConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /// Takes a process's latest numbers in place of its earlier ones.
    void accept(OnlineMessage message) {
        Instant now = clock.instant();
        Instant stale = now.minus(config.onlineInterval().multipliedBy(MISSED_INTERVALS));
        processes.values().removeIf(numbers -> numbers.at().isBefore(stale));
        processes.put(message.process(), new Numbers(now, message.perUnit()));
    }

    /// Learners online under the unit.
    int at(long unitId) {
        int sum = 0;
        for (Numbers numbers : processes.values()) {
            sum += numbers.perUnit().getOrDefault(unitId, 0);
        }
        return sum;
    }
}
