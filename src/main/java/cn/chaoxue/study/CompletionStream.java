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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Courses that reached 100 %, one stream per shard, one consumer group for all workers. An event stays until its
/// transaction has committed; an event of a dead worker goes to another one after the lease.
@ApplicationScoped
class CompletionStream {

    /// An event taken; complete in itself, so it needs no other state.
    record Event(Shard shard, String id, Change change) {}

    static final String GROUP = "persist";
    private static final LuaScript TAKE = LuaScript.of(CompletionStream.class, "completions-take.lua");
    private static final LuaScript DONE = LuaScript.of(CompletionStream.class, "completions-done.lua");
    private static final int FIELDS = 6;
    private static final int MOST_PER_SHARD = 64;

    private final RedisLane lane;
    private final StudyConfig config;
    private final String consumer = UUID.randomUUID().toString();

    CompletionStream(@Identifier("study") RedisLane lane, StudyConfig config) {
        this.lane = lane;
        this.config = config;
    }

    /// Events of all shards: own undone ones or those of the dead, and new ones beside them.
    Uni<List<Event>> take() {
        return take(consumer);
    }

    /// The same for a named consumer.
    Uni<List<Event>> take(String name) {
        List<String> arguments = List.of(
                GROUP,
                name,
                Integer.toString(MOST_PER_SHARD),
                Long.toString(config.lease().toMillis()));
        List<Uni<List<Event>>> shards = Shard.all().stream()
                .map(shard -> lane.run(TAKE, List.of(keyOf(shard)), arguments).map(found -> events(shard, found)))
                .toList();
        return Uni.join()
                .all(shards)
                .andFailFast()
                .map(lists -> lists.stream().flatMap(Collection::stream).toList());
    }

    /// Forgets events whose transaction has committed.
    Uni<Void> done(List<Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Shard, List<Event>> byShard = events.stream().collect(Collectors.groupingBy(Event::shard));
        List<Uni<Response>> all = byShard.entrySet().stream()
                .map(entry -> lane.run(DONE, List.of(keyOf(entry.getKey())), doneArguments(entry.getValue())))
                .toList();
        return Uni.join().all(all).andFailFast().replaceWithVoid();
    }

    static String keyOf(Shard shard) {
        return CoverageBuffer.key(shard, CoverageBuffer.COMPLETED);
    }

    private static List<String> doneArguments(List<Event> events) {
        return Stream.concat(Stream.of(GROUP), events.stream().map(Event::id)).toList();
    }

    private static List<Event> events(Shard shard, Response found) {
        List<Event> events = new ArrayList<>(found.size() / FIELDS);
        for (int i = 0; i < found.size(); i += FIELDS) {
            LearnerCourse who = new LearnerCourse(
                    found.get(i + 1).toLong(), found.get(i + 2).toLong());
            CoverageState state = CoverageState.complete(
                    found.get(i + 3).toInteger(),
                    found.get(i + 4).toLong(),
                    found.get(i + 5).toDouble());
            events.add(new Event(shard, found.get(i).toString(), new Change(who, state)));
        }
        return events;
    }
}
