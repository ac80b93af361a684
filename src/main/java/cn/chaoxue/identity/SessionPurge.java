package cn.chaoxue.identity;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Deletes refresh tokens past their time and ended logins no access token of which can live; a bounded number at a
/// time, however many workers run.
@Singleton
class SessionPurge {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int BATCH = 2000;
    private static final String EXPIRED = """
            delete from refresh_token where token_hash in (
                select token_hash from refresh_token where expires_at < now() - interval '1 minute'
                limit $1 for update skip locked)
            returning 1
            """;
    private static final String FORGOTTEN = """
            delete from ended_session where family in (
                select family from ended_session where ended_at < now() - make_interval(secs => $2)
                limit $1 for update skip locked)
            returning 1
            """;

    private final Database database;
    private final IdentityConfig config;
    private final WorkerLoop loop;

    SessionPurge(Database database, IdentityConfig config) {
        this.database = database;
        this.config = config;
        this.loop = new WorkerLoop("session purge", PAUSE, this::purge);
    }

    void start(@Observes StartupEvent event, RolesConfig roles) {
        if (roles.worker()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// One batch; answers how many rows went.
    Uni<Integer> purge() {
        double life = config.accessTokenLifetime().plusMinutes(5).toSeconds();
        return database.query(EXPIRED, Tuple.of(BATCH), _ -> 1)
                .chain(tokens -> database.query(FORGOTTEN, Tuple.of(BATCH, life), _ -> 1)
                        .map(sessions -> tokens.size() + sessions.size()));
    }
}
