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
import java.util.concurrent.atomic.AtomicBoolean;
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
    private @Nullable Group underWay;
    private @Nullable Group next;

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

    /// Who waited, and the history that is as durable as asked.
    private record Waited(RedisSession session, String lineage) {}

    /// Callers of one wait.
    /// @param disk whether any of them needs it
    private record Group(Uni<Waited> waited, AtomicBoolean disk) {}

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

    /// Which of the two was left behind at the server before cannot be told here.
    private void compare(Ahead written, Waited waited) {
        if (!written.lineage().equals(waited.lineage())) {
            written.session().giveUp();
            waited.session().giveUp();
            throw new Unavailable("redis exam: another server than was written to", PATIENCE);
        }
    }

    private synchronized Uni<Waited> joined(boolean disk) {
        Group current = underWay;
        if (current == null) {
            Group first = new Group(waited(disk), new AtomicBoolean(disk));
            underWay = first;
            return first.waited();
        }
        Group following = next == null ? after(current) : next;
        next = following;
        if (disk) {
            following.disk().set(true);
        }
        return following.waited();
    }

    /// A wait may ask for more than a caller needs, never for less; nobody joins once it is asked.
    private Group after(Group current) {
        AtomicBoolean disk = new AtomicBoolean();
        Uni<Waited> waited = current.waited()
                .onFailure()
                .recoverWithNull()
                .chain(() -> waited(disk.get()))
                .memoize()
                .indefinitely();
        return new Group(waited, disk);
    }

    private Uni<Waited> waited(boolean disk) {
        return link.session()
                .chain(session -> waited(session, disk))
                .onTermination()
                .invoke(this::ended)
                .memoize()
                .indefinitely();
    }

    /// Whoever could not wait for a replica may be the one that was left alone: the next asks where the name leads
    /// then.
    private Uni<Waited> waited(RedisSession session, boolean disk) {
        Uni<Response> marked = session.send(MARK);
        Uni<Response> waited = session.send(wait(disk));
        return Uni.combine()
                .all()
                .unis(marked, waited, Lineage.asked(session))
                .with((_, answer, now) -> reached(answer, disk, new Waited(session, now)))
                .onFailure()
                .invoke(session::giveUp);
    }

    private Request wait(boolean disk) {
        Request wait = disk ? Request.cmd(WAITAOF).arg(1) : Request.cmd(Command.WAIT);
        return wait.arg(replicas).arg(PATIENCE.toMillis());
    }

    private Waited reached(Response answer, boolean disk, Waited waited) {
        boolean all = disk
                ? answer.get(0).toInteger() >= 1 && answer.get(1).toInteger() >= replicas
                : answer.toInteger() >= replicas;
        if (!all) {
            throw new Unavailable("redis exam: not durable in time", PATIENCE);
        }
        return waited;
    }

    private synchronized void ended() {
        underWay = next;
        next = null;
    }
}
