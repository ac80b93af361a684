package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to one Redis role. At most `maxPending` commands wait or run; each is answered, or fails as
/// [Unavailable] within the timeout. A failed command may still have taken effect: callers are idempotent.
public final class RedisLane {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final String role;
    private final Redis redis;
    private final RedisConfig config;
    private final AtomicInteger pending = new AtomicInteger();

    RedisLane(String role, Redis redis, RedisConfig config) {
        this.role = role;
        this.redis = redis;
        this.config = config;
    }

    /// Sends one command; the answer is null where Redis answers nil.
    public Uni<Response> send(Request command) {
        if (pending.incrementAndGet() > config.maxPending()) {
            pending.decrementAndGet();
            return Uni.createFrom().failure(new Unavailable("redis " + role + ": queue full", SOON));
        }
        return redis.send(command)
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new Unavailable("redis " + role + ": timeout", SOON))
                .onTermination()
                .invoke(pending::decrementAndGet);
    }

    /// Runs a script on keys of one slot; loads it first where the server does not know it yet.
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return send(script.bySha(keys, arguments))
                .onFailure(LuaScript::unknown)
                .recoverWithUni(() -> send(script.bySource(keys, arguments)));
    }

    /// How full this lane is, 0 to 1.
    public double load() {
        return (double) pending.get() / config.maxPending();
    }

    /// Commands waiting or under way now.
    public int pending() {
        return pending.get();
    }
}
