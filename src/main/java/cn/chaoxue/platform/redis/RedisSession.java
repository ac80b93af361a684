package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection to one server, many commands under way on it at once, answered in the order sent. Whatever is
/// true of the server while the session lasts (its run, its settings at start) is true of every answer.
///
/// A server that leaves one command unanswered is taken for silent: further commands fail at once, until it answers
/// any. So a frozen server costs the first callers a timeout and nobody a queue.
public final class RedisSession {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final String role;
    private final RedisConnection connection;
    private final RedisConfig config;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean ended;

    RedisSession(String role, RedisConnection connection, RedisConfig config) {
        this.role = role;
        this.connection = connection;
        this.config = config;
        connection.endHandler(_ -> ended = true);
        connection.exceptionHandler(_ -> ended = true);
    }

    /// Sends one command; the answer is null where Redis answers nil. A failed command may have taken effect.
    public Uni<Response> send(Request command) {
        if (ended) {
            return unavailable("connection lost");
        }
        if (silent && unanswered.get() > 0) {
            return unavailable("silent");
        }
        if (unanswered.incrementAndGet() > config.maxPending()) {
            unanswered.decrementAndGet();
            return unavailable("queue full");
        }
        return Uni.createFrom()
                .<Response>emitter(emitter -> dispatch(command, emitter))
                .ifNoItem()
                .after(config.sessionTimeout())
                .recoverWithUni(this::timedOut);
    }

    /// Runs a script on keys of one slot; loads it first where the server does not know it yet.
    public Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return script.run(this::send, keys, arguments);
    }

    /// Ends the session, for who knows it to be one with the wrong server: the next is opened where the server's name
    /// leads by then. What is under way is answered before.
    public void giveUp() {
        if (!ended) {
            ended = true;
            // Closing it would hand it back to the pool, and the next session the same server.
            connection.send(Request.cmd(Command.QUIT).getDelegate());
        }
    }

    boolean ended() {
        return ended;
    }

    int unanswered() {
        return unanswered.get();
    }

    /// Listens for the answer itself, not for the caller: it still counts when the caller has given up.
    private void dispatch(Request command, UniEmitter<? super Response> emitter) {
        connection.send(command.getDelegate()).onComplete(answer -> {
            unanswered.decrementAndGet();
            silent = false;
            complete(answer, emitter);
        });
    }

    private void complete(AsyncResult<io.vertx.redis.client.Response> answer, UniEmitter<? super Response> emitter) {
        if (answer.failed()) {
            endWhereMovedOn(answer.cause());
            emitter.fail(answer.cause());
        } else {
            emitter.complete(answer.result() == null ? null : Response.newInstance(answer.result()));
        }
    }

    private void endWhereMovedOn(Throwable failure) {
        if (failure instanceof ErrorType error && LaneBatch.movedOn(error)) {
            giveUp();
        }
    }

    private Uni<Response> timedOut() {
        silent = true;
        return unavailable("timeout");
    }

    private Uni<Response> unavailable(String why) {
        return Uni.createFrom().failure(new Unavailable("redis " + role + ": " + why, SOON));
    }
}
