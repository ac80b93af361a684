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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Courses that reached 100 %, one stream per shard, one consumer group for all workers. An event stays until its
/// transaction has committed; an event of a dead worker goes to another one after the lease.
@ApplicationScoped
class CompletionStream {

    /// What lay in the stream.
    sealed interface Taken {

        Shard shard();

        String id();
    }

    /// An event taken; complete in itself, so it needs no other state.
    record Event(Shard shard, String id, Change change) implements Taken {}

    private record Stray(Shard shard, String id, Unreadable what) implements Taken {}

    static final String GROUP = "persist";
    private static final LuaScript TAKE = LuaScript.of(CompletionStream.class, "completions-take.lua");
    private static final LuaScript DONE = LuaScript.of(CompletionStream.class, "completions-done.lua");
    private static final int FIELDS = 6;
    private static final int MOST_PER_SHARD = 64;

    private final RedisLane lane;
    private final UnwritableProgress unwritable;
    private final StudyConfig config;
    private final String consumer = UUID.randomUUID().toString();

    CompletionStream(@Identifier("study") RedisLane lane, UnwritableProgress unwritable, StudyConfig config) {
        this.lane = lane;
        this.unwritable = unwritable;
        this.config = config;
    }

    /// Events of all shards: own undone ones or those of the dead, and new ones beside them. What is no event is
    /// buried.
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
        List<Uni<List<Taken>>> shards = Shard.all().stream()
                .map(shard -> lane.run(TAKE, List.of(keyOf(shard)), arguments).map(found -> taken(shard, found)))
                .toList();
        return Uni.join()
                .all(shards)
                .andFailFast()
                .map(lists -> lists.stream().flatMap(Collection::stream).toList())
                .call(all -> dispose(only(Stray.class, all)))
                .map(all -> only(Event.class, all));
    }

    /// Forgets events whose transaction has committed.
    Uni<Void> done(List<? extends Taken> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<Shard, List<Taken>> byShard = events.stream().collect(Collectors.groupingBy(Taken::shard));
        List<Uni<Response>> all = byShard.entrySet().stream()
                .map(entry -> lane.run(DONE, List.of(keyOf(entry.getKey())), doneArguments(entry.getValue())))
                .toList();
        return Uni.join().all(all).andFailFast().replaceWithVoid();
    }

    static String keyOf(Shard shard) {
        return CoverageBuffer.key(shard, CoverageBuffer.COMPLETED);
    }

    private Uni<Void> dispose(List<Stray> strays) {
        return unwritable.bury(strays.stream().map(Stray::what).toList()).chain(() -> done(strays));
    }

    private static <T extends Taken> List<T> only(Class<T> kind, List<Taken> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> doneArguments(List<Taken> events) {
        return Stream.concat(Stream.of(GROUP), events.stream().map(Taken::id)).toList();
    }

    private static List<Taken> taken(Shard shard, Response found) {
        List<Taken> taken = new ArrayList<>(found.size() / FIELDS);
        for (int i = 0; i < found.size(); i += FIELDS) {
            taken.add(taken(shard, found.get(i).toString(), fields(found, i + 1)));
        }
        return taken;
    }

    private static List<String> fields(Response found, int from) {
        return IntStream.range(from, from + FIELDS - 1)
                .mapToObj(i -> found.get(i).toString())
                .toList();
    }

    private static Taken taken(Shard shard, String id, List<String> fields) {
        try {
            LearnerCourse who = new LearnerCourse(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)));
            CoverageState state = CoverageState.complete(
                    Integer.parseInt(fields.get(2)), Long.parseLong(fields.get(3)), Double.parseDouble(fields.get(4)));
            return new Event(shard, id, new Change(who, state));
        } catch (IllegalArgumentException e) {
            return new Stray(
                    shard, id, new Unreadable(keyOf(shard) + " " + id, String.join(" ", fields), e.toString()));
        }
    }
}
