package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.RedisSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which history of writes a server continues: its replication id. A server takes a new one whenever it starts, and
/// whenever it becomes the primary; so where two answers are the same, in whatever connections they came, all that was
/// written between them stands in one history. A primary's answer is remembered for its session: an old one can only
/// differ from a later one, never agree with it by mistake. A replica's could, since it names its primary's.
final class Lineage {

    private static final Duration SOON = Duration.ofSeconds(2);

    private record Known(RedisSession session, Uni<String> lineage) {}

    private volatile @Nullable Known known;

    /// What this session's next write will belong to, or something older.
    Uni<String> of(RedisSession session) {
        Known now = known;
        if (now != null && now.session() == session) {
            return now.lineage();
        }
        // Forgotten before the memo, not behind it: the caller who began the question may have left.
        Uni<String> asking = asked(session)
                .onFailure()
                .invoke(() -> forget(session))
                .memoize()
                .indefinitely();
        known = new Known(session, asking);
        return asking;
    }

    /// Another session's answer stays.
    private void forget(RedisSession session) {
        Known now = known;
        if (now != null && now.session() == session) {
            known = null;
        }
    }

    /// [Unavailable] where a replica answers; the session is given up then.
    static Uni<String> asked(RedisSession session) {
        return session.send(Request.cmd(Command.INFO).arg("replication"))
                .invoke(replication -> requirePrimary(session, replication))
                .map(replication -> read(replication, "master_replid:"));
    }

    private static void requirePrimary(RedisSession session, Response replication) {
        if (!"master".equals(read(replication, "role:"))) {
            session.giveUp();
            throw new Unavailable("redis exam: a replica", SOON);
        }
    }

    private static String read(Response replication, String name) {
        return replication
                .toString()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a Redis without " + name));
    }
}
