package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs contenders in turn, so that whatever else the machine does meets them alike, and keeps each one's figures.
public final class Rounds {

    /// One round of one contender; returns its figure.
    @FunctionalInterface
    public interface Round {
        /// Measures once.
        double run() throws Exception;
    }

    private final Map<String, Round> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> results = new LinkedHashMap<>();

    /// Adds a contender; the order of adding is the order within a turn.
    public Rounds with(String name, Round round) {
        contenders.put(name, round);
        return this;
    }

    /// Lets each run once without counting, then `times` in turn.
    public Rounds run(int times) throws Exception {
        return run(1, times);
    }

    /// Lets each run `warmUps` times without counting, then `times` in turn.
    Rounds run(int warmUps, int times) throws Exception {
        for (int turn = 1 - warmUps; turn <= times; turn++) {
            for (Map.Entry<String, Round> contender : contenders.entrySet()) {
                double result = contender.getValue().run();
                Progress.say("%s %s: %,.0f", turn <= 0 ? "warm-up" : "round " + turn, contender.getKey(), result);
                if (turn > 0) {
                    results.computeIfAbsent(contender.getKey(), _ -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        return this;
    }

    /// The median of a contender's rounds.
    public double median(String name) {
        return median(all(name));
    }

    /// The median over the turns of one contender's figure by another's in the same turn.
    public double ratio(String name, String reference) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < all(name).size(); turn++) {
            ratios.add(all(name).get(turn) / all(reference).get(turn));
        }
        return median(ratios);
    }

    /// The middle value.
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private List<Double> all(String name) {
        return results.getOrDefault(name, List.of());
    }
}
