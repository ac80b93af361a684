package cn.chaoxue.load.faults;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/// What workers have claimed who have not been heard of for a while: the share of dead ones.
/// @param submissions claimed and not persisted
/// @param completions of courses, the same
/// @param flights of changed courses that nobody has landed or taken over since they were first seen, by the end of
///     their lease
record Share(long submissions, long completions, Map<String, String> flights) {

    static final Share NONE = new Share(0, 0, Map.of());

    /// What is claimed by whom nothing was heard of for so long, and which of these flights are still as they were.
    static Share idle(Ground ground, long millis, Map<String, String> flights) throws IOException {
        Map<String, String> now = Backlog.flights(ground.stage().study());
        return new Share(
                Backlog.orphans(ground.stage().exam(), millis),
                Backlog.orphanedCompletions(ground.stage().study(), millis),
                flights.entrySet().stream()
                        .filter(flight -> flight.getValue().equals(now.get(flight.getKey())))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// Whether any of it is of the study path.
    boolean ofStudy() {
        return completions > 0 || !flights.isEmpty();
    }

    @Override
    public String toString() {
        return "%d submissions, %d completions and %d flights of progress in hand"
                .formatted(submissions, completions, flights.size());
    }
}
