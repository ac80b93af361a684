package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.RedisSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Knows how durable a session's writes are: asked anew on each session, since a restart may have changed the
/// server's settings, and every few seconds, since an operator may.
@ApplicationScoped
class DurabilityProbe {

    private static final Logger LOG = Logger.getLogger(DurabilityProbe.class);
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final ExamConfig config;
    private volatile @Nullable Finding finding;
    private volatile @Nullable Durability latest;

    DurabilityProbe(ExamConfig config) {
        this.config = config;
    }

    private record Finding(RedisSession session, long since, Uni<Durability> durability) {

        boolean holds(RedisSession asked) {
            return session == asked && System.nanoTime() - since < BELIEVED.toNanos();
        }
    }

    /// The durability of this session's writes.
    Uni<Durability> of(RedisSession session) {
        return switch (config.durability()) {
            case TRUSTED -> given(Durability.ANSWERED);
            case NONE -> given(Durability.NONE);
            case PROBE -> probed(session);
        };
    }

    /// What was found last, for metrics; null before anybody asked.
    @Nullable
    Durability latest() {
        return latest;
    }

    private Uni<Durability> probed(RedisSession session) {
        Finding known = finding;
        if (known != null && known.holds(session)) {
            return known.durability();
        }
        Uni<Durability> asking = ask(session).memoize().indefinitely();
        finding = new Finding(session, System.nanoTime(), asking);
        return asking.onFailure().invoke(() -> finding = null);
    }

    private Uni<Durability> ask(RedisSession session) {
        return session.send(Request.cmd(Command.CONFIG).arg("GET").arg("appendonly"))
                .chain(journal -> says(journal, "appendonly", "yes") ? fsync(session) : found(Durability.NONE))
                .onFailure(DurabilityProbe::refused)
                .recoverWithUni(() -> waitAof(session))
                .invoke(this::note);
    }

    private Uni<Durability> fsync(RedisSession session) {
        return session.send(Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"))
                .chain(policy -> says(policy, "appendfsync", "always") ? found(Durability.ANSWERED) : waitAof(session));
    }

    /// A server that has no `WAITAOF`, or no journal to wait for, refuses even this wait for nothing.
    private Uni<Durability> waitAof(RedisSession session) {
        return session.send(Request.cmd(DurabilityBarrier.WAITAOF).arg(1).arg(0).arg(1))
                .replaceWith(Durability.ON_REQUEST)
                .onFailure(DurabilityProbe::refused)
                .recoverWithItem(Durability.NONE);
    }

    private void note(Durability found) {
        if (found != latest) {
            LOG.infof("exam Redis: durability of writes is %s", found);
        }
        latest = found;
    }

    private Uni<Durability> given(Durability durability) {
        latest = durability;
        return found(durability);
    }

    private static Uni<Durability> found(Durability durability) {
        return Uni.createFrom().item(durability);
    }

    private static boolean says(Response answer, String setting, String value) {
        Response found = answer.get(setting);
        return found != null && value.equals(found.toString());
    }

    private static boolean refused(Throwable failure) {
        String message = failure.getMessage();
        return message != null && (message.startsWith("ERR") || message.startsWith("NOPERM"));
    }
}
