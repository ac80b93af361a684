package cn.chaoxue.study;

import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import cn.chaoxue.study.CompletionStream.Event;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// Looks into, and tampers with, what study keeps in Redis.
@Singleton
class StudyRedis {

    private final RedisLane lane;

    StudyRedis(@Identifier("study") RedisLane lane) {
        this.lane = lane;
    }

    /// Changed and not known to be written: dirty, or in flight.
    long dirtyCourses() {
        return Shard.all().stream()
                .mapToLong(shard -> dirty(shard) + inFlight(shard))
                .sum();
    }

    /// So many more courses of a learner are due, none of which is here any more.
    void makeDirty(long learnerId, int courses) {
        Request request = Request.cmd(Command.ZADD).arg(DirtyCourses.keyOf(Shard.of(learnerId)));
        for (int course = 0; course < courses; course++) {
            request.arg(1).arg(learnerId + ":" + (1_000_000_000L + course));
        }
        send(request);
    }

    private long dirty(Shard shard) {
        return send(Request.cmd(Command.ZCARD).arg(DirtyCourses.keyOf(shard))).toLong();
    }

    private long inFlight(Shard shard) {
        Response flights = send(Request.cmd(Command.ZRANGE)
                .arg(DirtyCourses.flightsOf(shard))
                .arg(0)
                .arg(-1));
        return flights.getDelegate().stream()
                .mapToLong(flight ->
                        flight.toString().chars().filter(c -> c == ':').count())
                .sum();
    }

    /// The leases of all flights have ended, as if their workers had long died.
    void endLeases() {
        for (Shard shard : Shard.all()) {
            String flights = DirtyCourses.flightsOf(shard);
            send(Request.cmd(Command.ZRANGE).arg(flights).arg(0).arg(-1))
                    .getDelegate()
                    .forEach(flight ->
                            send(Request.cmd(Command.ZADD).arg(flights).arg(0).arg(Buffer.buffer(flight.toBytes()))));
        }
    }

    /// The leases of these events have ended: whoever took them has long died.
    void endLeases(List<Event> taken) {
        for (Event event : taken) {
            send(Request.cmd(Command.XCLAIM)
                    .arg(CompletionStream.keyOf(event.shard()))
                    .arg(CompletionStream.GROUP)
                    .arg("dead")
                    .arg(0)
                    .arg(event.id())
                    .arg("IDLE")
                    .arg(Duration.ofDays(1).toMillis()));
        }
    }

    long completionEvents() {
        return Shard.all().stream()
                .mapToLong(shard -> send(Request.cmd(Command.XLEN).arg(CompletionStream.keyOf(shard)))
                        .toLong())
                .sum();
    }

    /// As somebody else's hand, or another version, might have left it.
    void spoil(long learnerId, long courseId) {
        send(Request.cmd(Command.HSET)
                .arg(key(learnerId))
                .arg(courseId)
                .arg("spoiled")
                .arg("budget")
                .arg("spoiled"));
        send(Request.cmd(Command.ZADD)
                .arg(DirtyCourses.keyOf(Shard.of(learnerId)))
                .arg(1)
                .arg("no course of " + learnerId));
        send(Request.cmd(Command.ZADD)
                .arg(DirtyCourses.flightsOf(Shard.of(learnerId)))
                .arg(0)
                .arg("no flight of " + learnerId)
                .arg(1)
                .arg("1 flight " + learnerId + ":1,2:3"));
        send(Request.cmd(Command.XADD)
                .arg(CompletionStream.keyOf(Shard.of(learnerId)))
                .arg("*")
                .arg("learner")
                .arg("no learner " + learnerId));
    }

    /// Lets the learner's wall clock go by without anyone waiting.
    void letTimePass(long learnerId, Duration time) {
        byte[] budget = send(Request.cmd(Command.HGET).arg(key(learnerId)).arg("budget"))
                .toBytes();
        ByteBuffer fields = ByteBuffer.wrap(budget);
        fields.putDouble(8, fields.getDouble(8) - StudyTime.micros(time));
        send(Request.cmd(Command.HSET).arg(key(learnerId)).arg("budget").arg(Buffer.buffer(budget)));
    }

    /// As if the server's clock had been ahead by so much when the learner's course changed last.
    void clockWentBack(long learnerId, long courseId, Duration time) {
        String course = Long.toString(courseId);
        byte[] state =
                send(Request.cmd(Command.HGET).arg(key(learnerId)).arg(course)).toBytes();
        ByteBuffer fields = ByteBuffer.wrap(state);
        fields.putDouble(28, fields.getDouble(28) + StudyTime.micros(time));
        fields.putInt(44, fields.getInt(44) + (int) time.toSeconds());
        send(Request.cmd(Command.HSET).arg(key(learnerId)).arg(course).arg(Buffer.buffer(state)));
    }

    /// As if the server's clock had been ahead by so much when the learner's course was taken to be written, though
    /// not yet when it changed last.
    void clockWentBackAfterFlush(long learnerId, long courseId, Duration time) {
        String course = Long.toString(courseId);
        byte[] state =
                send(Request.cmd(Command.HGET).arg(key(learnerId)).arg(course)).toBytes();
        ByteBuffer fields = ByteBuffer.wrap(state);
        fields.putInt(44, fields.getInt(44) + (int) time.toSeconds());
        send(Request.cmd(Command.HSET).arg(key(learnerId)).arg(course).arg(Buffer.buffer(state)));
    }

    /// As if the server's clock had been ahead by so much when what waits or flies was put down.
    void clockWentBackBeforeFlush(Duration time) {
        for (Shard shard : Shard.all()) {
            for (String set : List.of(DirtyCourses.keyOf(shard), DirtyCourses.flightsOf(shard))) {
                send(Request.cmd(Command.ZRANGE).arg(set).arg(0).arg(-1))
                        .getDelegate()
                        .forEach(member -> send(Request.cmd(Command.ZINCRBY)
                                .arg(set)
                                .arg(StudyTime.micros(time))
                                .arg(Buffer.buffer(member.toBytes()))));
            }
        }
    }

    /// True while Redis holds anything of the learner.
    boolean holds(long learnerId) {
        return send(Request.cmd(Command.EXISTS).arg(key(learnerId))).toLong() == 1;
    }

    /// True where nothing of the learner can go by itself.
    boolean keeps(long learnerId) {
        return send(Request.cmd(Command.TTL).arg(key(learnerId))).toLong() == -1;
    }

    void forget(long learnerId) {
        send(Request.cmd(Command.DEL).arg(key(learnerId)));
    }

    void limitMemory(String limit) {
        send(Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(limit));
    }

    void forgetEverything() {
        send(Request.cmd(Command.FLUSHALL));
    }

    private static String key(long learnerId) {
        return CoverageBuffer.key(Shard.of(learnerId), Long.toString(learnerId));
    }

    private Response send(Request request) {
        return lane.send(request).await().atMost(Duration.ofSeconds(30));
    }
}
