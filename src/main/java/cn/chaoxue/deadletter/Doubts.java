package cn.chaoxue.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Entries that failed alone, and in how many rounds others passed meanwhile. Kept in memory: a worker that starts
/// anew, or takes them over, begins to count anew.
final class Doubts<T> {

    /// Rounds in which an entry must fail while others pass before it counts as hopeless.
    private static final int ENOUGH = 5;

    /// No more than this is ever kept in mind.
    private static final int MOST = 10_000;

    private record Doubt(int times, long againAt) {}

    private final Function<T, String> name;
    private final long restNanos;
    private final Map<String, Doubt> known = new ConcurrentHashMap<>();

    Doubts(Function<T, String> name, Duration rest) {
        this.name = name;
        this.restNanos = rest.toNanos();
    }

    static String reason(Throwable failure) {
        return "failed %d times alone, beside others that passed: %s".formatted(ENOUGH, failure);
    }

    boolean none() {
        return known.isEmpty();
    }

    boolean concern(T entry) {
        return known.containsKey(name.apply(entry));
    }

    /// Whether it failed a moment ago.
    boolean rest(T entry) {
        Doubt doubt = known.get(name.apply(entry));
        return doubt != null && doubt.againAt - System.nanoTime() > 0;
    }

    /// It failed alone; that is not held against it yet.
    void suspect(T entry) {
        remember(entry, 0);
    }

    /// It failed alone while others passed; whether that is enough. Then it is forgotten: somebody buries it now.
    boolean enough(T entry) {
        return remember(entry, 1).times >= ENOUGH && known.remove(name.apply(entry)) != null;
    }

    /// They passed.
    void clear(List<T> entries) {
        if (!none()) {
            entries.forEach(entry -> known.remove(name.apply(entry)));
        }
    }

    /// A failure that may pass has come between: what failed may have failed by it.
    void startAnew() {
        known.replaceAll((_, doubt) -> new Doubt(0, doubt.againAt));
    }

    private Doubt remember(T entry, int more) {
        if (known.size() >= MOST) {
            known.clear();
        }
        return known.merge(name.apply(entry), doubt(more), (before, _) -> doubt(before.times + more));
    }

    private Doubt doubt(int times) {
        return new Doubt(times, System.nanoTime() + restNanos);
    }
}
