package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The streams of submissions, one per shard, shared by all workers through a consumer group. Entries leave only by
/// [#acknowledge]: a stream is never trimmed.
@ApplicationScoped
class SubmissionStream {

    static final String GROUP = "graders";

    private static final LuaScript ACKNOWLEDGE = LuaScript.of(SubmissionStream.class, "acknowledge.lua");
    private static final LuaScript RETIRE = LuaScript.of(SubmissionStream.class, "retire.lua");
    private static final Duration RETIRED = Duration.ofHours(1);

    /// Where Redis begins anew.
    private static final String FIRST = "0-0";

    private final ExamRedis redis;
    private final ExamConfig config;

    /// A look goes through so many claims at the most; the next goes on there, so that living workers' claims, however
    /// many, hide no dead one's.
    private final Map<Shard, String> lookedUpTo = new ConcurrentHashMap<>();

    SubmissionStream(ExamRedis redis, ExamConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// A consumer and the shards it reads.
    record Share(String consumer, List<Shard> shards) {

        /// All shards under a name no other consumer has or had.
        static Share ofAll() {
            return new Share(UUID.randomUUID().toString(), Shard.all());
        }

        /// The shards dealt out to so many consumers of one process, each under such a name.
        static List<Share> dealt(int consumers) {
            return IntStream.range(0, consumers)
                    .mapToObj(turn -> new Share(UUID.randomUUID().toString(), everyOther(turn, consumers)))
                    .toList();
        }

        private static List<Shard> everyOther(int turn, int consumers) {
            return Shard.all().stream()
                    .filter(shard -> shard.number() % consumers == turn)
                    .toList();
        }
    }

    static String key(Shard shard) {
        return shard.key("exam", "submissions");
    }

    /// Claims entries nobody has claimed.
    Uni<List<Entry>> unclaimed(Share share) {
        return ofShards(share, shard -> read(shard, share, ">"));
    }

    /// What this consumer claimed and has not acknowledged.
    Uni<List<Entry>> unfinished(Share share) {
        return ofShards(share, shard -> read(shard, share, "0"));
    }

    /// Takes over what others claimed and left for long; also forgets consumers long gone.
    Uni<List<Entry>> abandoned(Share share) {
        return ofShards(share, shard -> takeOver(shard, share)).call(() -> retire(share));
    }

    /// Removes persisted entries together with the attempts in `finished`, shard by shard.
    Uni<Void> acknowledge(Collection<Entry> entries, Collection<Submission> finished) {
        Map<Shard, List<Submission>> letGo =
                finished.stream().collect(Collectors.groupingBy(submission -> Shard.of(submission.learnerId())));
        List<Uni<Response>> shards = entries.stream().collect(Collectors.groupingBy(Entry::shard)).entrySet().stream()
                .map(done -> acknowledge(done.getKey(), done.getValue(), letGo.getOrDefault(done.getKey(), List.of())))
                .toList();
        return shards.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(shards).andCollectFailures().replaceWithVoid();
    }

    private Uni<Response> acknowledge(Shard shard, List<Entry> entries, List<Submission> finished) {
        Stream<String> attempts =
                finished.stream().map(submission -> AttemptBuffer.attemptKey(shard, submission.attemptId()));
        return redis.run(
                ACKNOWLEDGE,
                Stream.concat(Stream.of(key(shard)), attempts).toList(),
                Stream.concat(Stream.of(GROUP), entries.stream().map(Entry::id)).toList());
    }

    private Uni<List<Entry>> read(Shard shard, Share share, String from) {
        Request read = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(GROUP).arg(share.consumer());
        read.arg("COUNT").arg(perShard(share)).arg("STREAMS").arg(key(shard)).arg(from);
        return grouped(shard, read)
                .map(streams -> streams == null ? List.of() : entries(shard, streams.get(key(shard))));
    }

    private Uni<List<Entry>> takeOver(Shard shard, Share share) {
        Request claim =
                Request.cmd(Command.XAUTOCLAIM).arg(key(shard)).arg(GROUP).arg(share.consumer());
        claim.arg(config.takeOverAfter().toMillis())
                .arg(lookedUpTo.getOrDefault(shard, FIRST))
                .arg("COUNT")
                .arg(perShard(share));
        return grouped(shard, claim)
                .invoke(answer -> lookedUpTo.put(shard, answer.get(0).toString()))
                .map(answer -> entries(shard, answer.get(1)));
    }

    /// Sends a command that needs the group; makes the group first where there is none yet.
    private Uni<Response> grouped(Shard shard, Request command) {
        return redis.send(command)
                .onFailure(SubmissionStream::noGroup)
                .recoverWithUni(() -> makeGroup(shard).chain(() -> redis.send(command)));
    }

    private Uni<Response> makeGroup(Shard shard) {
        Request create = Request.cmd(Command.XGROUP)
                .arg("CREATE")
                .arg(key(shard))
                .arg(GROUP)
                .arg("0")
                .arg("MKSTREAM");
        return redis.send(create).onFailure(SubmissionStream::isThere).recoverWithNull();
    }

    private Uni<Void> retire(Share share) {
        List<String> arguments = List.of(GROUP, Long.toString(RETIRED.toMillis()));
        return Uni.join()
                .all(share.shards().stream()
                        .map(shard -> redis.run(RETIRE, List.of(key(shard)), arguments))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private static Uni<List<Entry>> ofShards(Share share, Function<Shard, Uni<List<Entry>>> step) {
        return Uni.join()
                .all(share.shards().stream().map(step).toList())
                .andFailFast()
                .map(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private int perShard(Share share) {
        return Math.max(1, config.batchSize() / share.shards().size());
    }

    private static List<Entry> entries(Shard shard, @Nullable Response entries) {
        return entries == null
                ? List.of()
                : entries.getDelegate().stream()
                        .map(entry -> new Entry(shard, entry.get(0).toString(), fields(entry.get(1))))
                        .toList();
    }

    private static Map<String, String> fields(io.vertx.redis.client.@Nullable Response pairs) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; pairs != null && i + 1 < pairs.size(); i += 2) {
            fields.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return fields;
    }

    private static boolean noGroup(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOGROUP");
    }

    private static boolean isThere(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("BUSYGROUP");
    }
}
