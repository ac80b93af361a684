package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Looks at the streams for the metrics, and at how Redis keeps them.
@ApplicationScoped
class StreamWatch {

    private final ExamRedis redis;
    private final ExamMetrics metrics;

    StreamWatch(ExamRedis redis, ExamMetrics metrics) {
        this.redis = redis;
        this.metrics = metrics;
    }

    private record Stream(long length, long oldestMillis) {}

    /// One look. Moves nothing, so it yields zero.
    Uni<Integer> look() {
        return redis.durability()
                .chain(() -> Uni.combine().all().unis(streams(), redisMillis()).asTuple())
                .invoke(seen -> note(seen.getItem1(), seen.getItem2()))
                .replaceWith(0);
    }

    /// By the clock that named the entries.
    private Uni<Long> redisMillis() {
        return redis.send(Request.cmd(Command.TIME))
                .map(time -> time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000);
    }

    private Uni<List<Stream>> streams() {
        return Uni.join().all(Shard.all().stream().map(this::stream).toList()).andFailFast();
    }

    private Uni<Stream> stream(Shard shard) {
        Request length = Request.cmd(Command.XLEN).arg(SubmissionStream.key(shard));
        Request first = Request.cmd(Command.XRANGE).arg(SubmissionStream.key(shard));
        first.arg("-").arg("+").arg("COUNT").arg(1);
        return Uni.combine().all().unis(redis.send(length), redis.send(first)).with(StreamWatch::stream);
    }

    private static Stream stream(Response length, Response first) {
        long oldest = first.size() == 0
                ? Long.MAX_VALUE
                : Long.parseLong(first.get(0).get(0).toString().split("-", 2)[0]);
        return new Stream(length.toLong(), oldest);
    }

    private void note(List<Stream> streams, long now) {
        long oldest = streams.stream().mapToLong(Stream::oldestMillis).min().orElse(Long.MAX_VALUE);
        metrics.waiting(
                streams.stream().mapToLong(Stream::length).sum(),
                streams.stream().mapToLong(Stream::length).max().orElse(0),
                oldest == Long.MAX_VALUE ? 0 : Math.max(0, now - oldest));
    }
}
