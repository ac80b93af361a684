package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.ProgressRepository.Change;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which courses have changed since they were last written, by shard: a sorted set by the time they are due. Taking
/// one moves its time to the end of a lease, so a worker that dies gives it back by doing nothing.
@ApplicationScoped
class DirtyCourses {

    /// A course taken for a lease.
    record Claimed(Shard shard, Change change) {}

    private static final LuaScript CLAIM = LuaScript.of(DirtyCourses.class, "claim.lua");
    private static final LuaScript RELEASE = LuaScript.of(DirtyCourses.class, "release.lua");

    private final RedisLane lane;
    private final StudyConfig config;

    DirtyCourses(@Identifier("study") RedisLane lane, StudyConfig config) {
        this.lane = lane;
        this.config = config;
    }

    /// Due courses, the longest overdue first, at most so many of each shard.
    Uni<List<Claimed>> claim(int perShard) {
        List<String> arguments = List.of(Integer.toString(perShard), Long.toString(StudyTime.micros(config.lease())));
        List<Uni<List<Claimed>>> shards = Shard.all().stream()
                .map(shard -> lane.run(CLAIM, List.of(keyOf(shard)), arguments).map(found -> claimed(shard, found)))
                .toList();
        return Uni.join().all(shards).andFailFast().map(DirtyCourses::flat);
    }

    /// Lets go of written courses: clean, or due again after the flush interval where a heartbeat came meanwhile.
    Uni<Void> release(List<Claimed> written) {
        if (written.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Shard, List<Claimed>> byShard = written.stream().collect(Collectors.groupingBy(Claimed::shard));
        List<Uni<Response>> releases = byShard.entrySet().stream()
                .map(entry -> lane.run(RELEASE, List.of(keyOf(entry.getKey())), releaseArguments(entry.getValue())))
                .toList();
        return Uni.join().all(releases).andFailFast().replaceWithVoid();
    }

    private List<String> releaseArguments(List<Claimed> written) {
        List<String> arguments = new ArrayList<>(2 + 3 * written.size());
        arguments.add(Long.toString(StudyTime.micros(config.flushInterval())));
        arguments.add(Long.toString(config.idleExpiry().toSeconds()));
        for (Claimed claimed : written) {
            arguments.add(Long.toString(claimed.change().who().learnerId()));
            arguments.add(Long.toString(claimed.change().who().courseId()));
            arguments.add(Long.toString(claimed.change().state().version()));
        }
        return arguments;
    }

    private static List<Claimed> claimed(Shard shard, Response found) {
        List<Claimed> claimed = new ArrayList<>(found.size() / 2);
        for (int i = 0; i < found.size(); i += 2) {
            LearnerCourse who = courseOf(found.get(i).toString());
            CoverageState state = CoverageState.decode(found.get(i + 1).toBytes());
            claimed.add(new Claimed(shard, new Change(who, state)));
        }
        return claimed;
    }

    private static LearnerCourse courseOf(String entry) {
        int colon = entry.indexOf(':');
        return new LearnerCourse(
                Long.parseLong(entry, 0, colon, 10), Long.parseLong(entry, colon + 1, entry.length(), 10));
    }

    private static String keyOf(Shard shard) {
        return CoverageBuffer.key(shard, CoverageBuffer.DIRTY);
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(Collection::stream).toList();
    }
}
