package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells owners how their second factor stands.
@Singleton
class FactorStates {

    private static final String SINCE = "select since from second_factor where account_id = $1 and secret is not null";

    private final RecoveryCodes recovery;
    private final Database database;
    private final IdentityConfig config;

    FactorStates(RecoveryCodes recovery, Database database, IdentityConfig config) {
        this.recovery = recovery;
        this.database = database;
        this.config = config;
    }

    Uni<FactorView> of(long accountId) {
        return database.query(SINCE, Tuple.of(accountId), FactorStates::since)
                .chain(since -> recovery.left(accountId).map(left -> view(since, left)));
    }

    private static Instant since(Row row) {
        return row.getOffsetDateTime("since").toInstant();
    }

    private FactorView view(List<Instant> since, long left) {
        @Nullable Instant enrolled = since.isEmpty() ? null : since.getFirst();
        return new FactorView(enrolled != null, !config.waiveSecondFactor(), enrolled, left);
    }
}
