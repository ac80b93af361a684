package cn.chaoxue.live;

import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// This process's one subscription, on a connection of its own. Our own message about who is online comes back every
/// interval; when it stays away the connection is replaced, whatever it claims about itself.
@ApplicationScoped
class LiveSubscription {

    private static final int MISSED_INTERVALS = 4;

    private final Redis redis;
    private final BoardHub hub;
    private final OnlineNow online;
    private final Duration silenceLimit;
    private volatile @Nullable RedisConnection connection;
    private volatile long heardNanos;

    LiveSubscription(@RedisClientName("study") Redis redis, BoardHub hub, OnlineNow online, LiveConfig config) {
        this.redis = redis;
        this.hub = hub;
        this.online = online;
        this.silenceLimit = config.onlineInterval().multipliedBy(MISSED_INTERVALS);
    }

    /// One step of the loop that keeps it up: connects where there is no connection or only silence. Fails while Redis
    /// is away, so that the loop waits longer and longer.
    Uni<Integer> keep() {
        if (alive()) {
            return Uni.createFrom().item(0);
        }
        drop();
        return redis.connect().call(this::subscribe).invoke(this::adopt).replaceWith(0);
    }

    /// Connected, and not silent for too long.
    boolean alive() {
        return connection != null && System.nanoTime() - heardNanos < silenceLimit.toNanos();
    }

    /// Ends it.
    void drop() {
        RedisConnection old = connection;
        connection = null;
        if (old != null) {
            old.closeAndForget();
        }
    }

    private Uni<Response> subscribe(RedisConnection fresh) {
        fresh.handler(this::accept);
        fresh.exceptionHandler(_ -> heardNanos = System.nanoTime() - silenceLimit.toNanos());
        fresh.endHandler(() -> heardNanos = System.nanoTime() - silenceLimit.toNanos());
        return fresh.send(
                Request.cmd(Command.SUBSCRIBE).arg(TallyAnnouncer.CHANNEL).arg(OnlineExchange.CHANNEL));
    }

    private void adopt(RedisConnection fresh) {
        connection = fresh;
        heardNanos = System.nanoTime();
    }

    /// A message is (kind, channel, text); anything else is Redis confirming the subscription.
    private void accept(Response message) {
        heardNanos = System.nanoTime();
        if (message.size() != 3 || !"message".equals(message.get(0).toString())) {
            return;
        }
        String text = message.get(2).toString();
        switch (message.get(1).toString()) {
            case TallyAnnouncer.CHANNEL -> hub.offer(TallyMessage.read(text));
            case OnlineExchange.CHANNEL -> acceptOnline(text);
            default -> {}
        }
    }

    private void acceptOnline(String text) {
        online.accept(OnlineMessage.read(text));
        hub.noteOnline();
    }
}
