package cn.chaoxue.platform.redis;

import java.util.List;
import java.util.stream.IntStream;

/// One of the 16 places a learner's keys may live in. All keys of a learner carry the shard's hash tag, so one
/// script step never leaves a slot and a Redis Cluster can spread the shards. The number is part of the stored
/// key names: changing it would orphan them.
public record Shard(int number) {

    private static final int COUNT = 16;

    /// The shard of a learner.
    public static Shard of(long learnerId) {
        return new Shard((int) Math.floorMod(learnerId, (long) COUNT));
    }

    /// All shards, for workers that visit each.
    public static List<Shard> all() {
        return IntStream.range(0, COUNT).mapToObj(Shard::new).toList();
    }

    /// `prefix:{sN}:suffix`, in this shard's slot.
    public String key(String prefix, Object suffix) {
        return prefix + ":{s" + number + "}:" + suffix;
    }
}
