package cn.chaoxue.identity;

import cn.chaoxue.identity.RefreshTokens.Login;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stores the tokens log-ins begin with, where nothing else changes with them and nothing has since their accounts
/// were read.
@Singleton
class FirstTokens {

    /// Waits for whoever changes the account, and then finds it changed.
    private static final String INSERT_UNCHANGED = """
            insert into refresh_token (token_hash, family, account_id, expires_at, ends_at, acting_unit, proved, device)
            select $1, $2, a.id, least(now() + make_interval(secs => $4), $5), $5, $6, $7, $8
            from (select id from account where id = $3 and status = 'ACTIVE' and token_version = $9 for share) a
            returning account_id
            """;
    /// The same for several at once; passes over accounts somebody else has locked. Subqueries hide how many there
    /// are, as in [AccountRepository].
    private static final String INSERT_FREE = """
            with free as (
                select id, token_version from account
                where id = any ((select $3::bigint[])::bigint[]) and status = 'ACTIVE' for share skip locked)
            insert into refresh_token (token_hash, family, account_id, expires_at, ends_at, acting_unit, proved, device)
            select n.token_hash, n.family, n.account_id, least(now() + make_interval(secs => $4), n.ends_at), n.ends_at,
                n.acting_unit, n.proved, n.device
            from unnest((select $1::bytea[]), $2::uuid[], $3::bigint[], $5::timestamptz[], $6::bigint[], $7::bool[],
                    $8::text[], $9::int[])
                as n (token_hash, family, account_id, ends_at, acting_unit, proved, device, token_version)
            join free on free.id = n.account_id and free.token_version = n.token_version
            returning token_hash
            """;

    private final Database database;
    private final RefreshTokens tokens;
    private final IdentityConfig config;

    FirstTokens(Database database, RefreshTokens tokens, IdentityConfig config) {
        this.database = database;
        this.tokens = tokens;
        this.config = config;
    }

    /// A log-in that begins, of an account as it was read.
    record NewLogin(Account account, Login login) {}

    /// The token of a log-in; empty where the account has changed. Waits for whoever is about to change it. One
    /// statement is a transaction and one round trip, not three.
    Uni<Optional<String>> add(NewLogin login) {
        String token = tokens.random();
        Tuple row = tokens.row(token, login.account.id(), login.login).addInteger(login.account.tokenVersion());
        return database.query(INSERT_UNCHANGED, row, _ -> token)
                .map(added -> added.stream().findFirst());
    }

    /// The tokens of several, in this order, without waiting for anybody: also empty where somebody else has the
    /// account locked. Then [#add] tells.
    Uni<List<Optional<String>>> addFree(List<NewLogin> logins) {
        List<String> fresh = logins.stream().map(_ -> tokens.random()).toList();
        return database.query(INSERT_FREE, columns(fresh, logins), row -> Database.someBytes(row, "token_hash"))
                .map(HashSet::new)
                .map(added -> fresh.stream()
                        .map(token -> Optional.of(token).filter(one -> added.contains(RefreshTokens.hash(one))))
                        .toList());
    }

    private Tuple columns(List<String> tokens, List<NewLogin> logins) {
        return Tuple.wrap(new ArrayList<>(Arrays.<Object>asList(
                tokens.stream().map(RefreshTokens::hash).toArray(Buffer[]::new),
                column(logins, new UUID[0], one -> one.login.family()),
                column(logins, new Long[0], one -> one.account.id()),
                (double) config.refreshTokenLifetime().toSeconds(),
                column(logins, new OffsetDateTime[0], one -> one.login.endsAt()),
                column(logins, new Long[0], one -> one.login.actingUnit()),
                column(logins, new Boolean[0], one -> one.login.proved()),
                column(logins, new String[0], one -> one.login.device()),
                column(logins, new Integer[0], one -> one.account.tokenVersion()))));
    }

    private static <T> @Nullable T[] column(
            List<NewLogin> logins, @Nullable T[] empty, Function<NewLogin, @Nullable T> value) {
        return logins.stream().map(value).toList().toArray(empty);
    }
}
