package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.problem.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The way to one Redis role, batched per event loop (see [LoopLane]). At most `maxPending` commands wait or run; each
/// is answered, or fails as [Unavailable] within the timeout. A failed command may still have taken effect, and one
/// that shared a batch with a failed one may be sent twice: callers are idempotent, or say [#runOnce].
public final class RedisLane {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final String role;
    private final RedisOptions options;
    private final RedisConfig config;
    private final LaneMetrics metrics;
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<EventLoop, LoopLane> lanes = new ConcurrentHashMap<>();
    /// For callers that are on no event loop: workers, start-up.
    private final ContextInternal background;
    /// Where one role is many servers, chosen per command by its key; else null.
    private final @Nullable ClusterLanes cluster;

    RedisLane(String role, Vertx vertx, RedisOptions options, RedisConfig config, MeterRegistry registry) {
        this.role = role;
        this.options = options;
        this.config = config;
        this.metrics = new LaneMetrics(registry, role, pending, config);
        this.background = ((VertxInternal) vertx).createEventLoopContext();
        this.cluster = options.getType() == RedisClientType.CLUSTER
                ? new ClusterLanes(role, options, config, metrics, background)
                : null;
    }

    /// Sends one command; the answer is null where Redis answers nil.
    public Uni<Response> send(Request command) {
        return send(command, false);
    }

    private Uni<Response> send(Request command, boolean once) {
        LaneCall.Errand errand = new LaneCall.Own(command.getDelegate(), once);
        return Uni.createFrom().emitter(emitter -> dispatch(errand, LaneReply.to(emitter)));
    }

    /// The convoys of a script, by number of the shard: one and the same where a single server holds all shards; in a
    /// cluster one for each, because a call must not leave its slot.
    /// @param arguments common to all callers
    public List<Convoy> convoys(LuaScript script, List<byte[]> arguments) {
        Convoy common = new Convoy(script, arguments);
        return Shard.all().stream()
                .map(_ -> cluster == null ? common : new Convoy(script, arguments))
                .toList();
    }

    /// Has a convoy's script serve one more caller; the answer, null where it is nil, is this caller's alone.
    ///
    /// A Vert.x future, for the hottest path: context propagation wraps every stage of a `Uni`.
    public Future<io.vertx.redis.client.@Nullable Response> join(Convoy convoy, String key, List<byte[]> arguments) {
        Promise<io.vertx.redis.client.@Nullable Response> promise = Promise.promise();
        dispatch(new LaneCall.Joined(convoy.seat(key, arguments)), LaneReply.to(promise));
        return promise.future();
    }

    /// Runs a script on keys of one slot; loads it first where the server does not know it yet.
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return script.run(this::send, keys, arguments);
    }

    /// The same for a script that counts or hands out, and would do so twice: it runs once at the most, and costs a
    /// write of its own.
    public Uni<Response> runOnce(LuaScript script, List<String> keys, List<String> arguments) {
        return script.run(command -> send(command, true), keys, arguments);
    }

    /// How full this lane is, 0 to 1.
    public double load() {
        return (double) pending.get() / config.maxPending();
    }

    /// Commands waiting or under way now.
    public int pending() {
        return pending.get();
    }

    private void dispatch(LaneCall.Errand errand, LaneReply reply) {
        if (pending.incrementAndGet() > config.maxPending()) {
            pending.decrementAndGet();
            metrics.full();
            reply.fail(new Unavailable("redis " + role + ": queue full", SOON));
            return;
        }
        LaneCall call = new LaneCall(errand, reply, pending);
        if (cluster == null) {
            laneOf(here()).offer(call);
        } else {
            cluster.offer(call, here());
        }
    }

    private ContextInternal here() {
        ContextInternal current = ContextInternal.current();
        return current == null || !current.inThread() || !current.isEventLoopContext() ? background : current;
    }

    private LoopLane laneOf(ContextInternal loop) {
        @Nullable LoopLane known = lanes.get(loop.nettyEventLoop());
        return known == null ? newLaneOf(loop.unwrap()) : known;
    }

    private LoopLane newLaneOf(ContextInternal loop) {
        return lanes.computeIfAbsent(
                loop.nettyEventLoop(), _ -> new LoopLane(role, loop, options, config, metrics, LaneRoute.ONLY));
    }
}
