package cn.chaoxue.identity;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;

/// Learns from PostgreSQL what other processes revoked. Looks back further than the longest transaction, so that a
/// late commit is not missed; the first look covers the life of every token still alive. While PostgreSQL is away,
/// known revocations hold and new ones wait: tokens go on working for at most their lifetime.
@Singleton
class RevocationPoll {

    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final String RECENT = """
            select id, token_version, null::uuid as family from account where revoked_at > now() - make_interval(secs => $1)
            union all
            select null, null, family from ended_session where ended_at > now() - make_interval(secs => $1)
            """;

    private final Database database;
    private final Revocations revocations;
    private final WorkerLoop loop;
    private final Duration everyTokenAlive;
    private OptionalLong lastLookNanos = OptionalLong.empty();

    RevocationPoll(Database database, Revocations revocations, IdentityConfig config) {
        this.database = database;
        this.revocations = revocations;
        this.everyTokenAlive = config.accessTokenLifetime().plus(OVERLAP);
        this.loop = new WorkerLoop("revocations", config.revocationPoll(), this::poll);
    }

    void start(@Observes StartupEvent event, RolesConfig roles) {
        if (roles.api()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// Reads what was revoked lately; always answers zero, so that the loop rests between two looks.
    Uni<Integer> poll() {
        long now = System.nanoTime();
        return database.query(RECENT, Tuple.of((double) lookBack(now).toSeconds()), this::note)
                .map(_ -> looked(now));
    }

    /// Back to the last look that succeeded: a process cut off for minutes must not miss what was revoked meanwhile.
    private Duration lookBack(long now) {
        Duration unseen = lastLookNanos.isEmpty()
                ? everyTokenAlive
                : Duration.ofNanos(now - lastLookNanos.getAsLong()).plus(OVERLAP);
        return unseen.compareTo(everyTokenAlive) < 0 ? unseen : everyTokenAlive;
    }

    private int looked(long now) {
        lastLookNanos = OptionalLong.of(now);
        return 0;
    }

    private boolean note(Row row) {
        if (row.getUUID("family") != null) {
            revocations.end(row.getUUID("family"));
        } else {
            revocations.raise(row.getLong("id"), row.getInteger("token_version"));
        }
        return true;
    }
}
