package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.RedisSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import org.jspecify.annotations.Nullable;

/// Which history of writes a server continues: its replication id. A server takes a new one whenever it starts, and
/// whenever it becomes the primary; so where two answers are the same, in whatever connections they came, all that was
/// written between them stands in one history. Remembered for a session until it is forgotten: an old answer can only
/// differ from a later one, never agree with it by mistake.
final class Lineage {

    private static final String NAME = "master_replid:";

    private record Known(RedisSession session, Uni<String> lineage) {}

    private volatile @Nullable Known known;

    /// What this session's next write will belong to, or something older.
    Uni<String> of(RedisSession session) {
        Known now = known;
        if (now != null && now.session() == session) {
            return now.lineage();
        }
        Uni<String> asking = asked(session).memoize().indefinitely();
        known = new Known(session, asking);
        return asking.onFailure().invoke(this::forget);
    }

    void forget() {
        known = null;
    }

    static Uni<String> asked(RedisSession session) {
        return session.send(Request.cmd(Command.INFO).arg("replication")).map(Lineage::read);
    }

    private static String read(Response replication) {
        return replication
                .toString()
                .lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a Redis without " + NAME));
    }
}
