package cn.chaoxue.rights;

import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Passwords;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Passwords a superior hands over (A1.6): shown once, good for a log-in that must change them, eighty random bits.
@Singleton
class OneTimePasswords {

    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    /// Without 0, 1, I and O: they are copied by hand.
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    /// Who issues an administrator has seen the record: it needs no confirmation by its owner any more.
    private static final String VOUCH =
            "update cadre set activated_at = now(), version = version + 1 where id = $1 and activated_at is null";

    private final Passwords passwords;
    private final AccountKeeping accounts;
    private final SecureRandom random = new SecureRandom();

    OneTimePasswords(Passwords passwords, AccountKeeping accounts) {
        this.passwords = passwords;
        this.accounts = accounts;
    }

    /// Prints without either.
    record OneTime(String password, String hash) {

        @Override
        public String toString() {
            return "OneTime[]";
        }
    }

    Uni<Optional<OneTime>> make() {
        String password = IntStream.range(0, GROUPS).mapToObj(_ -> group()).collect(Collectors.joining("-"));
        return passwords.hash(password).map(hash -> Optional.of(new OneTime(password, hash)));
    }

    Uni<Optional<OneTime>> none() {
        return Uni.createFrom().item(Optional.empty());
    }

    /// Puts it in force; all log-ins of the account end, and its second factor is set up anew. `by` hands it out, null
    /// at the machine.
    Uni<Void> issue(SqlConnection tx, long accountId, OneTime made, @Nullable Long by) {
        return accounts.issue(tx, accountId, made.hash(), by)
                .chain(() -> Database.rows(tx, VOUCH, Tuple.of(accountId), _ -> true))
                .replaceWithVoid();
    }

    private String group() {
        return random.ints(GROUP, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}
