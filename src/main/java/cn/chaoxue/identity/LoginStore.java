package cn.chaoxue.identity;

import cn.chaoxue.identity.FirstTokens.NewLogin;
import cn.chaoxue.platform.gather.Gathering;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Optional;

/// What PostgreSQL does for a log-in: it finds the account before a password is hashed, and keeps a token after. In a
/// rush either is done at once for all who come within [IdentityConfig#gather] of each other: hashes empty the caches
/// of the machine all the time, and the first row of a statement costs five times what each further one does. Who
/// comes alone does not wait.
@Singleton
class LoginStore {

    private enum Step {
        FIND,
        BEGIN
    }

    private final FirstTokens tokens;
    private final Gathering<Step, Buffer, Optional<Account>> found;
    private final Gathering<Step, NewLogin, Optional<String>> begun;

    LoginStore(AccountRepository accounts, FirstTokens tokens, IdentityConfig config, Vertx vertx) {
        this.tokens = tokens;
        this.found = new Gathering<>(vertx, config::gather, (_, names) -> accounts.byUsernames(names));
        this.begun = new Gathering<>(vertx, config::gather, (_, logins) -> tokens.addFree(logins));
    }

    /// The account of this name.
    Uni<Optional<Account>> account(byte[] usernameIndex) {
        Buffer name = Buffer.buffer(usernameIndex);
        return Uni.createFrom().deferred(() -> UniHelper.toUni(found.join(Step.FIND, name)));
    }

    /// The first refresh token of a log-in; empty where the account has changed since it was read. Who changes it just
    /// now is waited for by this log-in alone.
    Uni<Optional<String>> begin(Account account, RefreshTokens.Login login) {
        NewLogin mine = new NewLogin(account, login);
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(begun.join(Step.BEGIN, mine)))
                .chain(token -> token.isPresent() ? Uni.createFrom().item(token) : tokens.add(mine));
    }
}
