package cn.chaoxue.study;

import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Moves changed coverage from Redis to PostgreSQL: claim for a lease, write in one transaction, release. A flight is
/// released only after its commit, and what came in between is dirty anew, so a crash at any point replays and loses
/// nothing; a replay changes nothing. N heartbeats of a course cost one row write per flush interval.
@ApplicationScoped
class ProgressFlusher {

    private final DirtyCourses dirty;
    private final ProgressWriter writer;

    ProgressFlusher(DirtyCourses dirty, ProgressWriter writer) {
        this.dirty = dirty;
        this.writer = writer;
    }

    /// One bounded batch; yields how many courses it held.
    Uni<Integer> flush() {
        return claim().call(this::apply)
                .call(this::release)
                .map(flights -> changes(flights).size());
    }

    /// Step 1: due courses of all shards, ours for one lease.
    Uni<List<Flight>> claim() {
        return dirty.claim();
    }

    /// Step 2: committed to PostgreSQL; what no retry can save is in `dead_letter` with its reason.
    Uni<Void> apply(List<Flight> flights) {
        return writer.write(changes(flights));
    }

    /// Step 3: clean, save for what a heartbeat made dirty meanwhile.
    Uni<Void> release(List<Flight> flights) {
        return dirty.release(flights);
    }

    /// One flight of each shard, so no course comes twice.
    private static List<Change> changes(List<Flight> flights) {
        return flights.stream().flatMap(flight -> flight.changes().stream()).toList();
    }
}
