package cn.chaoxue.platform.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one connection of a lane: opened when somebody needs it, given up when it fails, opened anew for who comes
/// after. A server that failed a moment ago is left in peace for a moment, and nobody waits long for it to come back.
///
/// Used by the thread of its lane alone.
final class LaneConnection {

    private static final long REST_AFTER_FAILURE_NANOS = 100_000_000;
    /// How long anybody waits for a server that failed just before; connecting goes on meanwhile.
    private static final long PATIENCE_MILLIS = 300;

    private final Vertx vertx;
    private final RedisOptions options;
    private final Duration timeout;
    private final LaneMetrics metrics;
    private final LoopLane lane;

    private @Nullable Redis client;
    private @Nullable RedisConnection open;
    private boolean connecting;
    private boolean failedBefore;
    private boolean patient = true;
    private long failedAt = System.nanoTime() - REST_AFTER_FAILURE_NANOS;

    LaneConnection(
            Vertx vertx, RedisOptions options, int mostUnderWay, Duration timeout, LaneMetrics metrics, LoopLane lane) {
        this.vertx = vertx;
        // One connection, never recycled under our feet; it need not hold more than what is under way. No spans: a
        // batch serves many requests and belongs to none of their traces.
        this.options = new RedisOptions(options)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(2 * mostUnderWay);
        this.timeout = timeout;
        this.metrics = metrics;
        this.lane = lane;
    }

    /// Null while there is none.
    @Nullable
    RedisConnection open() {
        return open;
    }

    /// Whether there is none, and waiting for one would be in vain.
    boolean hopeless() {
        return open == null && (!patient || System.nanoTime() - failedAt < REST_AFTER_FAILURE_NANOS);
    }

    /// Begins to connect, unless that is under way. The lane is told how it ends.
    void connect() {
        if (connecting) {
            return;
        }
        connecting = true;
        metrics.connecting();
        Redis attempt = Redis.createClient(vertx, options);
        client = attempt;
        long timer = vertx.setTimer(timeout.toMillis(), _ -> failed(attempt, "cannot connect in time"));
        if (failedBefore) {
            vertx.setTimer(PATIENCE_MILLIS, _ -> losePatience(attempt));
        }
        attempt.connect().onComplete(result -> {
            vertx.cancelTimer(timer);
            ended(attempt, result);
        });
    }

    /// Closes this connection, if it still is the lane's.
    void giveUp(RedisConnection lost, String why) {
        if (open == lost) {
            close(why);
        }
    }

    private void ended(Redis attempt, AsyncResult<RedisConnection> result) {
        if (client != attempt) {
            attempt.close();
        } else if (result.failed()) {
            failed(attempt, "cannot connect: " + result.cause().getMessage());
        } else {
            opened(result.result());
        }
    }

    private void opened(RedisConnection connection) {
        connecting = false;
        failedBefore = false;
        patient = true;
        open = connection;
        connection.endHandler(_ -> giveUp(connection, "connection lost"));
        connection.exceptionHandler(failure -> giveUp(connection, "connection failed: " + failure.getMessage()));
        lane.connected();
    }

    private void failed(Redis attempt, String why) {
        if (client == attempt && connecting) {
            connecting = false;
            close(why);
        }
    }

    private void losePatience(Redis attempt) {
        if (client == attempt && connecting) {
            patient = false;
            lane.failWaiting("still not connected");
        }
    }

    private void close(String why) {
        Redis old = client;
        client = null;
        open = null;
        failedAt = System.nanoTime();
        failedBefore = true;
        patient = true;
        lane.disconnected(why);
        if (old != null) {
            old.close();
        }
    }
}
