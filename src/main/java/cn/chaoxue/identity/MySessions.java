package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The log-ins of one account that go on, and their end by their owner.
@Singleton
class MySessions {

    private static final String GOING_ON = """
            select family, min(issued_at) as began_at, max(issued_at) as renewed_at, min(device) as device from refresh_token
            where account_id = $1 group by family
            having bool_or(used_at is null and expires_at > now()) order by began_at desc limit 100
            """;
    private static final String MINE = """
            select exists (select from refresh_token where account_id = $1 and family = $2) as mine
            """;

    private final Database database;
    private final Revocations revocations;
    private final AuditLog audit;

    MySessions(Database database, Revocations revocations, AuditLog audit) {
        this.database = database;
        this.revocations = revocations;
        this.audit = audit;
    }

    /// A log-in: when it began, when it last got new tokens, and on which device it began.
    record GoingOn(
            UUID family,
            Instant beganAt,
            Instant renewedAt,
            @Nullable String device) {

        static GoingOn of(Row row) {
            return new GoingOn(
                    row.getUUID("family"),
                    row.getOffsetDateTime("began_at").toInstant(),
                    row.getOffsetDateTime("renewed_at").toInstant(),
                    row.getString("device"));
        }
    }

    Uni<List<GoingOn>> of(long accountId) {
        return database.query(GOING_ON, Tuple.of(accountId), GoingOn::of);
    }

    /// Ends one of the caller's own; false when it is not.
    Uni<Boolean> end(Session caller, UUID family, String address) {
        long id = caller.caller().id();
        Origin origin = new Origin(id, address);
        AuditEvent event = AuditEvent.of(
                origin,
                "account.sign-out",
                Subject.cadre(id),
                caller.caller().unit().id());
        return database.transaction(tx -> Database.rows(tx, MINE, Tuple.of(id, family), row -> row.getBoolean("mine"))
                .map(List::getFirst)
                .call(mine -> mine ? end(tx, family, event) : Uni.createFrom().voidItem()));
    }

    private Uni<Void> end(SqlConnection tx, UUID family, AuditEvent event) {
        return RefreshTokens.end(tx, family)
                .invoke(() -> revocations.end(family))
                .chain(() -> audit.append(tx, event));
    }
}
