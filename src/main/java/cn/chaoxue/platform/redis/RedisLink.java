package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Keeps one [RedisSession] to a role open and opens the next when it ends. Never queues behind a server that does
/// not let anyone in: one attempt to connect at a time, and callers fail at once while it is overdue.
public final class RedisLink {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration REST_AFTER_FAILURE = Duration.ofMillis(100);

    private final String role;
    private final Redis redis;
    private final RedisConfig config;
    private volatile @Nullable RedisSession session;
    private @Nullable Uni<RedisSession> opening;
    private long openingSince;

    /// @param role what failures call it
    public RedisLink(String role, Redis redis, RedisConfig config) {
        this.role = role;
        this.redis = redis;
        this.config = config;
    }

    /// The session of now; [Unavailable] when there is none within the timeout.
    public Uni<RedisSession> session() {
        // Deferred: an attempt made here and then not subscribed to would stay the one attempt for good.
        return Uni.createFrom().deferred(this::currentOrOpened);
    }

    /// Commands sent and not yet answered, those of impatient callers included.
    public int unanswered() {
        RedisSession current = session;
        return current == null ? 0 : current.unanswered();
    }

    private Uni<RedisSession> currentOrOpened() {
        RedisSession current = session;
        return current != null && !current.ended() ? Uni.createFrom().item(current) : opened();
    }

    private synchronized Uni<RedisSession> opened() {
        Uni<RedisSession> attempt = opening;
        if (attempt == null) {
            openingSince = System.nanoTime();
            attempt = open();
            opening = attempt;
        }
        if (System.nanoTime() - openingSince > config.sessionTimeout().toNanos()) {
            return Uni.createFrom().failure(notConnected());
        }
        return attempt.ifNoItem().after(config.sessionTimeout()).failWith(this::notConnected);
    }

    private Uni<RedisSession> open() {
        return redis.connect()
                .map(this::begin)
                .onFailure()
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(REST_AFTER_FAILURE))
                .onTermination()
                .invoke(this::forgetAttempt)
                .memoize()
                .indefinitely();
    }

    private RedisSession begin(RedisConnection connection) {
        RedisSession begun = new RedisSession(role, connection.getDelegate(), config);
        session = begun;
        return begun;
    }

    private synchronized void forgetAttempt() {
        opening = null;
    }

    private Unavailable notConnected() {
        return new Unavailable("redis " + role + ": not connected", SOON);
    }
}
