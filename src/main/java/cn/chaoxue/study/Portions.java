package cn.chaoxue.study;

import cn.chaoxue.platform.redis.Shard;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How many courses a batch takes of each shard. Evenly, so that nobody waits for others; but shards that had their
/// whole portion taken have more due, and divide the next batch among them, so that one shard's backlog is written at
/// the pace of all.
/// @param behind shards that had more due than their portion
record Portions(int batch, Set<Shard> behind) {

    private static final int SHARDS = Shard.all().size();

    static Portions even(int batch) {
        return new Portions(batch, Set.of());
    }

    int of(Shard shard) {
        int even = Math.max(1, batch / SHARDS);
        return behind.contains(shard) ? Math.max(even, batch / behind.size()) : even;
    }

    /// What the next batch takes, after this one took these.
    Portions after(List<Flight> flights) {
        return new Portions(
                batch,
                flights.stream()
                        .filter(flight -> flight.courses() >= of(flight.shard()))
                        .map(Flight::shard)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
