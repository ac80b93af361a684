package cn.chaoxue.live;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which open boards show a unit. Safe from any thread; each board adds and removes itself, one call at a time.
final class WatchedUnits {

    private final Map<UnitKey, Set<Board>> boards = new ConcurrentHashMap<>();

    Set<Board> showing(UnitKey unit) {
        return boards.getOrDefault(unit, Set.of());
    }

    int size() {
        return boards.size();
    }

    void add(Board board, Collection<UnitKey> units) {
        units.forEach(unit -> boards.compute(unit, (_, known) -> with(known, board)));
    }

    @SuppressWarnings("NullAway") // computeIfPresent drops the entry when told null
    void remove(Board board, Collection<UnitKey> units) {
        units.forEach(unit -> boards.computeIfPresent(unit, (_, known) -> without(known, board)));
    }

    /// Within the map's own step: a set that is emptied at the same moment is never added to.
    private static Set<Board> with(@Nullable Set<Board> known, Board board) {
        Set<Board> set = known == null ? ConcurrentHashMap.newKeySet() : known;
        set.add(board);
        return set;
    }

    private static @Nullable Set<Board> without(Set<Board> known, Board board) {
        known.remove(board);
        return known.isEmpty() ? null : known;
    }
}
