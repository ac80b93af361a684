package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.problem.Unavailable;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.RequestImpl;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The lanes of a Redis Cluster: per event loop one to each server, so that batches stay batches. A command goes to the
/// server that held its slot last; that server's `MOVED` and `ASK` correct us, and losing one makes us ask the others.
/// Until a slot has a new owner its commands fail as [Unavailable].
final class ClusterLanes implements LaneRoute {

    private static final Logger LOG = Logger.getLogger(ClusterLanes.class);
    private static final int MOST_REDIRECTS = 5;
    private static final Duration SOON = Duration.ofSeconds(2);

    private record Way(EventLoop loop, String server) {}

    private final String role;
    private final RedisOptions options;
    private final RedisConfig config;
    private final LaneMetrics metrics;
    private final ContextInternal background;
    private final SlotMap slots;
    private final Map<Way, LoopLane> lanes = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicInteger turn = new AtomicInteger();

    ClusterLanes(
            String role, RedisOptions options, RedisConfig config, LaneMetrics metrics, ContextInternal background) {
        this.role = role;
        this.options = options;
        this.config = config;
        this.metrics = metrics;
        this.background = background;
        this.slots = new SlotMap(
                options.getEndpoints().stream().map(ClusterLanes::serverOf).toList());
        learn();
    }

    /// Sends a call on its way, on the loop it came from.
    void offer(LaneCall call, ContextInternal loop) {
        lane(loop, slots.ownerOf(slotOf(call))).offer(call);
    }

    @Override
    public boolean redirect(LaneCall call, ErrorType answer) {
        boolean moved = answer.is("MOVED");
        if (!moved && !answer.is("ASK")) {
            return false;
        }
        if (call.redirects() >= MOST_REDIRECTS) {
            call.fail(new Unavailable("redis " + role + ": redirected too often", SOON));
            return true;
        }
        String server = answer.slice(' ', 2);
        if (moved) {
            slots.moved(slotOf(call), server);
            learn();
        }
        ContextInternal loop = ContextInternal.current();
        LoopLane lane = lane(loop == null ? background : loop, server);
        if (!moved) {
            lane.offer(LaneCall.unheard(Request.cmd(Command.ASKING).getDelegate()));
        }
        lane.offer(call.redirected());
        return true;
    }

    @Override
    public void lost() {
        learn();
    }

    /// Asks one server, another each time, who holds what; one question at a time.
    private void learn() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        String server = slots.server(turn.getAndIncrement());
        Request question = Request.cmd(Command.CLUSTER).arg("SLOTS");
        Uni.createFrom()
                .<Response>emitter(emitter -> lane(background, server)
                        .offer(new LaneCall(
                                new LaneCall.Own(question.getDelegate()), LaneReply.to(emitter), new AtomicInteger(1))))
                .onTermination()
                .invoke(() -> asking.set(false))
                .subscribe()
                .with(slots::learn, failure -> LOG.debugf("%s does not know the slots: %s", server, failure));
    }

    private LoopLane lane(ContextInternal loop, String server) {
        return lanes.computeIfAbsent(new Way(loop.nettyEventLoop(), server), _ -> laneTo(loop.unwrap(), server));
    }

    private LoopLane laneTo(ContextInternal loop, String server) {
        String known = options.getEndpoints().getFirst();
        URI first = URI.create(known);
        String user = first.getRawUserInfo() == null ? "" : first.getRawUserInfo() + "@";
        RedisOptions one = new RedisOptions(options)
                .setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(first.getScheme() + "://" + user + server));
        return new LoopLane(role, loop, one, config, metrics, this);
    }

    /// A command without a key may go anywhere; the first slot's owner is as good as any.
    private static int slotOf(LaneCall call) {
        return switch (call.errand()) {
            case LaneCall.Joined(Convoy.Seat seat) -> HashSlot.of(seat.key());
            case LaneCall.Own own -> {
                List<byte[]> keys = ((RequestImpl) own.request()).keys();
                yield keys.isEmpty() ? 0 : HashSlot.of(keys.getFirst());
            }
        };
    }

    private static String serverOf(String endpoint) {
        URI address = URI.create(endpoint);
        return address.getHost() + ":" + (address.getPort() < 0 ? 6379 : address.getPort());
    }
}
