package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.RedisLink;
import cn.chaoxue.platform.redis.RedisSession;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Waits until everything written so far is on disk, and on the replicas asked for. Callers that come while one wait
/// is under way share the next: a commit for the group. It waits on a connection of its own, behind a write of
/// its own, so the pipeline of submissions never stands still. For one server with replicas; a cluster needs
/// `appendfsync always`.
///
/// After a switch-over the two connections may lead to two servers for a while. So it passes only where the server
/// that waited continues the history the write belongs to ([Lineage]); else both connections are opened anew.
@Singleton
class DurabilityBarrier {

    static final Command WAITAOF = Command.create("waitaof");

    /// Below `chaoxue.redis.session-timeout`: the server's own word that it was not in time is better than none.
    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final Request MARK = Request.cmd(Command.INCR).arg("exam:barrier");

    private final RedisLink link;
    private final int replicas;
    private final Lineage lineage = new Lineage();
    private @Nullable Uni<String> underWay;
    private @Nullable Uni<String> next;

    @Inject
    DurabilityBarrier(@Identifier("exam-barrier") RedisLink link, ExamConfig config) {
        this(link, config.replicas());
    }

    DurabilityBarrier(RedisLink link, int replicas) {
        this.link = link;
        this.replicas = replicas;
    }

    /// What a write yet to be made will have to wait for.
    /// @param lineage asked before the write: asked after it, it might be another one already
    record Ahead(RedisSession session, boolean disk, String lineage) {}

    /// What writes of this session wait for from now on; empty where the answer to a write says all.
    Uni<Optional<Ahead>> aheadOf(RedisSession session, Durability durability) {
        boolean disk = durability == Durability.ON_REQUEST;
        return disk || replicas > 0
                ? lineage.of(session).map(known -> Optional.of(new Ahead(session, disk, known)))
                : Uni.createFrom().item(Optional.empty());
    }

    /// Ends when what was answered before this call is as durable as asked, else as [Unavailable].
    Uni<Void> passed(Ahead written) {
        return joined(written.disk()).invoke(waited -> compare(written, waited)).replaceWithVoid();
    }

    private void compare(Ahead written, String waited) {
        if (!written.lineage().equals(waited)) {
            lineage.forget();
            written.session().giveUp();
            throw new Unavailable("redis exam: another server than was written to", PATIENCE);
        }
    }

    private synchronized Uni<String> joined(boolean disk) {
        Uni<String> current = underWay;
        if (current == null) {
            Uni<String> first = waited(disk);
            underWay = first;
            return first;
        }
        Uni<String> following = next;
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

    /// Yields the history that is as durable as asked.
    private Uni<String> waited(boolean disk) {
        return link.session()
                .chain(session -> waited(session, disk))
                .onTermination()
                .invoke(this::ended)
                .memoize()
                .indefinitely();
    }

    /// Whoever could not wait for a replica may be the one that was left alone: the next asks where the name leads
    /// then.
    private Uni<String> waited(RedisSession session, boolean disk) {
        Uni<Response> marked = session.send(MARK);
        Uni<Response> waited = session.send(wait(disk));
        return Uni.combine()
                .all()
                .unis(marked, waited, Lineage.asked(session))
                .with((_, answer, now) -> reached(answer, disk, now))
                .onFailure()
                .invoke(session::giveUp);
    }

    private Request wait(boolean disk) {
        Request wait = disk ? Request.cmd(WAITAOF).arg(1) : Request.cmd(Command.WAIT);
        return wait.arg(replicas).arg(PATIENCE.toMillis());
    }

    private String reached(Response answer, boolean disk, String now) {
        boolean all = disk
                ? answer.get(0).toInteger() >= 1 && answer.get(1).toInteger() >= replicas
                : answer.toInteger() >= replicas;
        if (!all) {
            throw new Unavailable("redis exam: not durable in time", PATIENCE);
        }
        return now;
    }

    private synchronized void ended() {
        underWay = next;
        next = null;
    }
}
