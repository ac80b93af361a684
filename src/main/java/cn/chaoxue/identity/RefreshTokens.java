package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores refresh tokens by hash. A family is one login: each use of a token replaces it, and the account row is
/// locked while it happens, so that ending a family and renewing it never pass each other.
@Singleton
class RefreshTokens {

    private static final int TOKEN_BYTES = 32;
    private static final String INSERT = """
            insert into refresh_token (token_hash, family, account_id, expires_at, ends_at, acting_unit, proved, device)
            values ($1, $2, $3, least(now() + make_interval(secs => $4), $5), $5, $6, $7, $8)
            """;
    private static final String FIND = """
            select family, expires_at > now() as alive, ends_at, acting_unit, proved, device, used_at is not null as used,
                coalesce(used_at < now() - make_interval(secs => $2), false) as reused
            from refresh_token where token_hash = $1
            """;

    /// All tokens of the family: one that was just replaced is renewed once more within the grace.
    private static final String ACT = """
            update refresh_token set acting_unit = $3 where family = $1 and account_id = $2 and exists (
                select from refresh_token
                where family = $1 and account_id = $2 and used_at is null and expires_at > now())
            returning family, ends_at, acting_unit, proved, device
            """;

    private final IdentityConfig config;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(IdentityConfig config) {
        this.config = config;
    }

    /// What all tokens of a log-in have in common.
    ///
    /// @param endsAt however often it is renewed, it ends here
    /// @param actingUnit where its owner chose to act; null is where the highest right is held
    /// @param proved whether the second factor was shown
    /// @param device on which it began ([DeviceName])
    record Login(
            UUID family,
            OffsetDateTime endsAt,
            @Nullable Long actingUnit,
            boolean proved,
            @Nullable String device) {

        static Login of(Row row) {
            return new Login(
                    row.getUUID("family"),
                    row.getOffsetDateTime("ends_at"),
                    row.getLong("acting_unit"),
                    row.getBoolean("proved"),
                    row.getString("device"));
        }
    }

    /// A stored token as its presenter finds it. `reused`: it was replaced longer ago than the grace.
    record Stored(Login login, boolean alive, boolean reused) {

        static Stored of(Row row) {
            return new Stored(Login.of(row), row.getBoolean("alive"), row.getBoolean("reused"));
        }
    }

    /// A fresh token of the log-in, good until it is used, too old, or the log-in ends.
    Uni<String> add(SqlConnection tx, long accountId, Login login) {
        String token = random();
        return Database.rows(tx, INSERT, row(token, accountId, login), _ -> token)
                .replaceWith(token);
    }

    Uni<Optional<Stored>> find(SqlConnection tx, String token) {
        Tuple key = Tuple.of(hash(token), (double) config.refreshGrace().toSeconds());
        return Database.rows(tx, FIND, key, Stored::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// Marks the token used; a second use within the grace keeps the first time.
    static Uni<Void> use(SqlConnection tx, String token) {
        String sql = "update refresh_token set used_at = coalesce(used_at, now()) where token_hash = $1";
        return change(tx, sql, Tuple.of(hash(token)));
    }

    /// Its owner acts elsewhere from now on; empty when the login is over.
    static Uni<Optional<Login>> act(SqlConnection tx, long accountId, UUID family, long unitId) {
        return Database.rows(tx, ACT, Tuple.of(family, accountId, unitId), Login::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// Ends one login: its refresh tokens at once, its access tokens when the pods hear of it.
    static Uni<Void> end(SqlConnection tx, UUID family) {
        return change(tx, "delete from refresh_token where family = $1", Tuple.of(family))
                .chain(() -> change(
                        tx, "insert into ended_session (family) values ($1) on conflict do nothing", Tuple.of(family)));
    }

    /// Ends all logins of the account but one.
    static Uni<Void> endOthers(SqlConnection tx, long accountId, UUID kept) {
        String sql = "delete from refresh_token where account_id = $1 and family <> $2";
        return change(tx, sql, Tuple.of(accountId, kept));
    }

    /// Ends all logins of the account.
    static Uni<Void> endAll(SqlConnection tx, long accountId) {
        return change(tx, "delete from refresh_token where account_id = $1", Tuple.of(accountId));
    }

    /// A token nobody has ever seen.
    String random() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Tuple row(String token, long accountId, Login login) {
        double lifetime = config.refreshTokenLifetime().toSeconds();
        return Tuple.wrap(new ArrayList<>(Arrays.<Object>asList(
                hash(token),
                login.family(),
                accountId,
                lifetime,
                login.endsAt(),
                login.actingUnit(),
                login.proved(),
                login.device())));
    }

    static Buffer hash(String token) {
        return Buffer.buffer(TokenDigest.sha256(token));
    }

    private static Uni<Void> change(SqlConnection tx, String sql, Tuple arguments) {
        Uni<List<Boolean>> done = Database.rows(tx, sql, arguments, _ -> true);
        return done.replaceWithVoid();
    }
}
