package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.platform.redis.Convoy;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.SegmentRanges.Range;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Coverage and wall-clock budget in Redis: one hash per learner, one atomic step per heartbeat.
/// State absent here (cold, or lost) is restored from PostgreSQL on demand.
@ApplicationScoped
class CoverageBuffer {

    /// A heartbeat ready to be merged.
    /// @param allowedRate media seconds credited per second of wall clock
    record Merge(
            LearnerCourse who,
            CourseTimeline course,
            double allowedRate,
            double position,
            long session,
            long seq,
            List<Range> ranges) {}

    /// What a merge did.
    record Merged(int creditedSeconds, int refusedSeconds, int coveredSeconds, int coveredSegments) {}

    private static final LuaScript HEARTBEAT = LuaScript.of(CoverageBuffer.class, "heartbeat.lua");
    private static final LuaScript RESTORE = LuaScript.of(CoverageBuffer.class, "restore.lua");
    static final String DIRTY = "dirty";
    static final String COMPLETED = "completed";

    private final RedisLane lane;
    private final StudyConfig config;
    private final List<Convoy> convoys;

    CoverageBuffer(@Identifier("study") RedisLane lane, StudyConfig config) {
        this.lane = lane;
        this.config = config;
        this.convoys = lane.convoys(HEARTBEAT, List.of(settings(config)));
    }

    /// Merges; empty where the learner's course is not here: restore it and merge again.
    Future<Optional<Merged>> merge(Merge heartbeat) {
        long learnerId = heartbeat.who().learnerId();
        Convoy convoy = convoys.get(Shard.of(learnerId).number());
        List<byte[]> arguments = List.of(ascii(heartbeat.who().courseId()), PackedHeartbeat.of(heartbeat));
        return lane.join(convoy, keyOf(learnerId), arguments).map(CoverageBuffer::mergedOf);
    }

    /// Unites stored progress with what is here, if anything; seeds the budget of a learner not here.
    Uni<Void> restore(LearnerCourse who, CourseTimeline course, StoredProgress stored) {
        List<String> arguments = List.of(
                text(who.courseId()),
                text(course.segments()),
                text(course.segmentSeconds()),
                text(course.lengthOf(course.segments() - 1)),
                text(stored.version()),
                text(stored.position()),
                text(stored.refusedSeconds()),
                stored.coveredHex(),
                stored.learnerSeenMicros().map(CoverageBuffer::text).orElse(""),
                text(StudyTime.micros(config.tolerance())),
                text(StudyTime.micros(config.idleBackfill())));
        String line = IdleLearners.lineOf(Shard.of(who.learnerId()));
        return lane.run(RESTORE, List.of(keyOf(who.learnerId()), line), arguments)
                .replaceWithVoid();
    }

    /// The states of courses that are here, by course id.
    Uni<Map<Long, CoverageState>> states(long learnerId, Collection<Long> courseIds) {
        if (courseIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Long> ids = List.copyOf(courseIds);
        Request request = Request.cmd(Command.HMGET).arg(keyOf(learnerId));
        ids.forEach(id -> request.arg(text(id)));
        return lane.send(request).map(values -> present(ids, values));
    }

    static String key(Shard shard, String name) {
        return shard.key("study", name);
    }

    private static String keyOf(long learnerId) {
        return key(Shard.of(learnerId), text(learnerId));
    }

    private static byte[] settings(StudyConfig config) {
        return PackedHeartbeat.settings(
                StudyTime.micros(config.idleBackfill()),
                StudyTime.micros(config.firstFlush()),
                StudyTime.micros(config.flushInterval()));
    }

    private static Optional<Merged> mergedOf(io.vertx.redis.client.@Nullable Response answer) {
        return answer == null ? Optional.empty() : Optional.of(PackedHeartbeat.answer(answer.toBytes()));
    }

    private static Map<Long, CoverageState> present(List<Long> ids, Response values) {
        Map<Long, CoverageState> states = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Response value = values.get(i);
            if (value != null && CoverageState.readable(value.toBytes())) {
                states.put(ids.get(i), CoverageState.decode(ByteBuffer.wrap(value.toBytes())));
            }
        }
        return states;
    }

    private static byte[] ascii(long number) {
        return text(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static String text(double number) {
        return Double.toString(number);
    }
}
