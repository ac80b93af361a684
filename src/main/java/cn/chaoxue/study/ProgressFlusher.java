package cn.chaoxue.study;

import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.DirtyCourses.Claimed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Moves changed coverage from Redis to PostgreSQL: claim for a lease, write in one transaction, let go. A course is
/// let go only after its commit and only if nothing came in between, so a crash at any point replays and loses nothing;
/// a replay changes nothing. N heartbeats of a course cost one row write per flush interval.
@ApplicationScoped
class ProgressFlusher {

    private final DirtyCourses dirty;
    private final ProgressWriter writer;
    private final StudyConfig config;

    ProgressFlusher(DirtyCourses dirty, ProgressWriter writer, StudyConfig config) {
        this.dirty = dirty;
        this.writer = writer;
        this.config = config;
    }

    /// One bounded batch; yields how many courses it held.
    Uni<Integer> flush() {
        return claim().call(this::apply).call(this::release).map(List::size);
    }

    /// Step 1: due courses of all shards, ours for one lease.
    Uni<List<Claimed>> claim() {
        return dirty.claim(Math.max(1, config.batchSize() / Shard.all().size()));
    }

    /// Step 2: committed to PostgreSQL; what no retry can save is in `dead_letter` with its reason.
    Uni<Void> apply(List<Claimed> claimed) {
        return writer.write(claimed.stream().map(Claimed::change).toList());
    }

    /// Step 3: clean, or due again where a heartbeat came meanwhile.
    Uni<Void> release(List<Claimed> claimed) {
        return dirty.release(claimed);
    }
}
