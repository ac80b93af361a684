package cn.chaoxue.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The account's side of an activation (A1.3), for those who keep the person's record.
@Singleton
public class Activations {

    private final Sessions sessions;
    private final Revocations revocations;

    Activations(Sessions sessions, Revocations revocations) {
        this.sessions = sessions;
        this.revocations = revocations;
    }

    /// Makes a pending account active under `passwordHash` and logs it in on `device` ([DeviceName]), within the
    /// caller's transaction. The
    /// initial password and every activation token are void after the commit. Empty when it was not pending.
    public Uni<Optional<Grant>> activate(
            SqlConnection tx, long accountId, String passwordHash, @Nullable String device) {
        return AccountRepository.activate(tx, accountId, passwordHash)
                .chain(account -> account.map(now -> login(tx, now, device))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Grant>> login(SqlConnection tx, Account account, @Nullable String device) {
        revocations.raise(account.id(), account.tokenVersion());
        // A login that raced with a reset must not come back to life with the account.
        return RefreshTokens.endAll(tx, account.id())
                .chain(() -> sessions.open(tx, account, device))
                .map(Optional::of);
    }
}
