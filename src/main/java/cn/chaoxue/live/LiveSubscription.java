package cn.chaoxue.live;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.RedisConfig;
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
    private final Duration patience;
    private volatile @Nullable RedisConnection connection;
    private volatile long heardNanos;

    LiveSubscription(
            @RedisClientName("study") Redis redis,
            BoardHub hub,
            OnlineNow online,
            LiveConfig config,
            RedisConfig bounds) {
        this.redis = redis;
        this.hub = hub;
        this.online = online;
        this.silenceLimit = config.onlineInterval().multipliedBy(MISSED_INTERVALS);
        this.patience = bounds.timeout();
    }

    /// One step of the loop that keeps it up: connects where there is no connection or only silence. Fails while Redis
    /// is away or says nothing, so that the loop waits longer and longer.
    Uni<Integer> keep() {
        if (alive()) {
            return Uni.createFrom().item(0);
        }
        drop();
        return connected().call(this::subscribe).invoke(this::adopt).replaceWith(0);
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

    /// One that comes after all is given back: connections are few.
    private Uni<RedisConnection> connected() {
        Uni<RedisConnection> connecting = redis.connect().memoize().indefinitely();
        return connecting
                .ifNoItem()
                .after(patience)
                .failWith(this::silence)
                .onFailure()
                .invoke(() -> connecting.subscribe().with(RedisConnection::closeAndForget, _ -> {}));
    }

    private Uni<Response> subscribe(RedisConnection fresh) {
        fresh.handler(this::accept);
        fresh.exceptionHandler(_ -> ended(fresh));
        fresh.endHandler(() -> ended(fresh));
        Request channels =
                Request.cmd(Command.SUBSCRIBE).arg(TallyAnnouncer.CHANNEL).arg(OnlineExchange.CHANNEL);
        return fresh.send(channels)
                .ifNoItem()
                .after(patience)
                .failWith(this::silence)
                .onFailure()
                .invoke(fresh::closeAndForget);
    }

    private Unavailable silence() {
        return new Unavailable("redis study: no subscription", patience);
    }

    /// One replaced already says nothing about the one of now.
    private void ended(RedisConnection over) {
        if (connection == over) {
            heardNanos = System.nanoTime() - silenceLimit.toNanos();
        }
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
