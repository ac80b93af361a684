package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The account's side of an activation (A1.3), for those who keep the person's record.
@Singleton
public class Activations {

    /// In the transaction that activates: other processes learn of a void token, and of a window closed, seconds later.
    private static final String USE = """
            select a.status = 'PENDING' as pending, a.token_version = $2 as current, $3 or exists (
                select from activation_window w join unit o on o.id = w.unit_id
                where w.ended_at is null and w.opens_at <= now() and w.closes_at > now() and starts_with(h.path, o.path)
            ) as open
            from account a join unit h on h.id = a.unit_id where a.id = $1
            """;

    private final Sessions sessions;
    private final Revocations revocations;
    private final ActivationConfig config;

    Activations(Sessions sessions, Revocations revocations, ActivationConfig config) {
        this.sessions = sessions;
        this.revocations = revocations;
        this.config = config;
    }

    /// Makes a pending account, which the caller's transaction has locked, active under `passwordHash` and logs it in
    /// on `device` ([DeviceName]). The initial password and every activation token are void after the commit.
    public Uni<Activation> activate(SqlConnection tx, Session use, String passwordHash, @Nullable String device) {
        Tuple arguments = Tuple.of(use.caller().id(), use.tokenVersion(), config.alwaysOpen());
        return Database.rows(tx, USE, arguments, Activations::objection)
                .map(List::getFirst)
                .chain(objection -> objection
                        .map(why -> Uni.createFrom().item(why))
                        .orElseGet(() -> activated(tx, use, passwordHash, device)));
    }

    private static Optional<Activation> objection(Row row) {
        if (!row.getBoolean("pending")) {
            return Optional.of(new Activation.Over());
        }
        if (!row.getBoolean("current")) {
            return Optional.of(new Activation.Superseded());
        }
        return row.getBoolean("open") ? Optional.empty() : Optional.of(new Activation.Closed());
    }

    private Uni<Activation> activated(SqlConnection tx, Session use, String passwordHash, @Nullable String device) {
        return AccountRepository.activate(tx, use.caller().id(), passwordHash, use.tokenVersion())
                .chain(account -> account.map(now -> login(tx, now, device))
                        .orElseGet(() -> Uni.createFrom().item(new Activation.Over())));
    }

    private Uni<Activation> login(SqlConnection tx, Account account, @Nullable String device) {
        revocations.raise(account.id(), account.tokenVersion());
        // A login that raced with a reset must not come back to life with the account.
        return RefreshTokens.endAll(tx, account.id())
                .chain(() -> sessions.open(tx, account, device))
                .map(Activation.Done::new);
    }
}
