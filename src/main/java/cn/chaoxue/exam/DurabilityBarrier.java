package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Waits until everything written so far is on disk, and on the replicas asked for. Callers that come while one wait
/// is under way share the next: a commit for the group. It waits on a connection of its own, behind a write of
/// its own, so the pipeline of submissions never stands still. For one server with replicas; a cluster needs
/// `appendfsync always`.
@Singleton
class DurabilityBarrier {

    static final Command WAITAOF = Command.create("waitaof");

    private static final Duration PATIENCE = Duration.ofMillis(1300);
    private static final Request MARK = Request.cmd(Command.INCR).arg("exam:barrier");

    private final Redis redis;
    private final int replicas;
    private @Nullable Uni<Void> underWay;
    private @Nullable Uni<Void> next;

    @Inject
    DurabilityBarrier(@RedisClientName("exam") Redis redis, ExamConfig config) {
        this(redis, config.replicas());
    }

    DurabilityBarrier(Redis redis, int replicas) {
        this.redis = redis;
        this.replicas = replicas;
    }

    /// Ends when what was answered before this call is as durable as asked, else as [Unavailable].
    Uni<Void> passed(Durability durability) {
        boolean onRequest = durability == Durability.ON_REQUEST;
        return onRequest || replicas > 0 ? joined(onRequest) : Uni.createFrom().voidItem();
    }

    private synchronized Uni<Void> joined(boolean disk) {
        Uni<Void> current = underWay;
        if (current == null) {
            Uni<Void> first = waited(disk);
            underWay = first;
            return first;
        }
        Uni<Void> following = next;
        if (following == null) {
            following = current.onFailure()
                    .recoverWithNull()
                    .chain(() -> waited(disk))
                    .memoize()
                    .indefinitely();
            next = following;
        }
        return following;
    }

    private Uni<Void> waited(boolean disk) {
        return Uni.createFrom()
                .deferred(() -> redis.batch(List.of(MARK, wait(disk))))
                .ifNoItem()
                .after(PATIENCE.plusMillis(200))
                .fail()
                .chain(answers -> reached(answers.get(1), disk))
                .onTermination()
                .invoke(this::ended)
                .memoize()
                .indefinitely();
    }

    private Request wait(boolean disk) {
        Request wait = disk ? Request.cmd(WAITAOF).arg(1) : Request.cmd(Command.WAIT);
        return wait.arg(replicas).arg(PATIENCE.toMillis());
    }

    private Uni<Void> reached(Response answer, boolean disk) {
        boolean all = disk
                ? answer.get(0).toInteger() >= 1 && answer.get(1).toInteger() >= replicas
                : answer.toInteger() >= replicas;
        return all
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new Unavailable("redis exam: not durable in time", PATIENCE));
    }

    private synchronized void ended() {
        underWay = next;
        next = null;
    }
}
