package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads accounts and changes what a login depends on. Every change that ends tokens raises `token_version`. What
/// locks an account reads it in a statement of its own afterwards: one that waited for the lock sees the row as it is
/// now, but the rights beside it as they were.
@Singleton
class AccountRepository {

    private static final String NOWHERE = "null::bigint";
    private static final String SELECT = "select " + Account.COLUMNS + " from account a" + Account.joins(NOWHERE);
    /// The subquery hides how many there are: seen, the statement would be planned anew for every few, which takes
    /// longer than to run it.
    private static final String BY_USERNAMES = "select a.username_index, " + Account.COLUMNS + " from account a"
            + Account.joins(NOWHERE) + "where a.username_index = any ((select $1::bytea[])::bytea[])";
    private static final String BY_ID = SELECT + "where a.id = $1";
    private static final String OF_REFRESH_TOKEN = "select " + Account.COLUMNS + " from account a"
            + Account.joins("(select acting_unit from refresh_token where token_hash = $1)")
            + "where a.id = (select account_id from refresh_token where token_hash = $1)";
    private static final String ACTING =
            "select " + Account.COLUMNS + " from account a" + Account.joins("$2") + "where a.id = $1";
    /// Both name the table of units, as [AccountKeeping#lock] does: whoever changes the tree holds it, and then wants
    /// accounts.
    private static final String LOCK =
            "select 1 from account a join unit u on u.id = a.unit_id where a.id = $1 for no key update of a";
    private static final String LOCK_BY_REFRESH_TOKEN = """
            select 1 from account a join unit u on u.id = a.unit_id
            where a.id = (select account_id from refresh_token where token_hash = $1)
            for no key update of a
            """;
    private static final String CHANGE_PASSWORD = """
            with a as (
                update account set password_hash = $2, must_change = false, token_version = token_version + 1,
                    revoked_at = now()
                where id = $1 and status = 'ACTIVE' and password_hash = $4 returning *
            ) select\s""" + Account.COLUMNS + " from a" + Account.joins("$3");
    private static final String ACTIVATE = """
            with a as (
                update account set status = 'ACTIVE', password_hash = $2, initial_index = null, must_change = false,
                    handed_by = null, token_version = token_version + 1, revoked_at = now()
                where id = $1 and status = 'PENDING' and token_version = $3 returning *
            ) select\s""" + Account.COLUMNS + " from a" + Account.joins(NOWHERE);

    private final Database database;

    AccountRepository(Database database) {
        this.database = database;
    }

    /// The account of each name, in this order.
    Uni<List<Optional<Account>>> byUsernames(List<Buffer> indexes) {
        Tuple arguments = Tuple.of(indexes.toArray(Buffer[]::new));
        return database.query(BY_USERNAMES, arguments, Named::of).map(rows -> {
            Map<Buffer, Account> found = rows.stream().collect(Collectors.toMap(Named::index, Named::account));
            return indexes.stream()
                    .map(index -> Optional.ofNullable(found.get(index)))
                    .toList();
        });
    }

    private record Named(Buffer index, Account account) {

        static Named of(Row row) {
            return new Named(Database.someBytes(row, "username_index"), Account.of(row));
        }
    }

    Uni<Optional<Account>> byId(long id) {
        return database.query(BY_ID, Tuple.of(id), Account::of).map(AccountRepository::first);
    }

    /// The account of a refresh token, locked until the transaction ends: one session change at a time per account.
    static Uni<Optional<Account>> lockByRefreshToken(SqlConnection tx, Buffer tokenHash) {
        return Database.rows(tx, LOCK_BY_REFRESH_TOKEN, Tuple.of(tokenHash), _ -> true)
                .chain(() -> Database.rows(tx, OF_REFRESH_TOKEN, Tuple.of(tokenHash), Account::of))
                .map(AccountRepository::first);
    }

    /// The account, locked, acting at `unitId` if it holds anything there.
    static Uni<Optional<Account>> lockActing(SqlConnection tx, long id, long unitId) {
        return Database.rows(tx, LOCK, Tuple.of(id), _ -> true)
                .chain(() -> Database.rows(tx, ACTING, Tuple.of(id, unitId), Account::of))
                .map(AccountRepository::first);
    }

    /// The account, locked, acting where its highest right is held.
    static Uni<Optional<Account>> lock(SqlConnection tx, long id) {
        return Database.rows(tx, LOCK, Tuple.of(id), _ -> true)
                .chain(() -> Database.rows(tx, BY_ID, Tuple.of(id), Account::of))
                .map(AccountRepository::first);
    }

    /// Ends all tokens of a pending account; empty when its initial password is another by now, or none.
    Uni<Optional<Integer>> endActivationTokens(long id, byte[] initialIndex) {
        return database.query("""
                        update account set token_version = token_version + 1, revoked_at = now()
                        where id = $1 and status = 'PENDING' and initial_index = $2 returning token_version
                        """, Tuple.of(id, Buffer.buffer(initialIndex)), row -> row.getInteger("token_version"))
                .map(AccountRepository::first);
    }

    /// Replaces a hash made with old parameters, unless the password changed meanwhile.
    Uni<Boolean> rehash(long id, String old, String fresh) {
        return database.query(
                        "update account set password_hash = $3 where id = $1 and password_hash = $2 returning id",
                        Tuple.of(id, old, fresh),
                        row -> row.getLong("id"))
                .map(rows -> !rows.isEmpty());
    }

    /// Sets a new password in place of `old` and ends every token; the account as it is now, acting where it did, or
    /// empty when it is not active, or its password is another by now.
    static Uni<Optional<Account>> changePassword(SqlConnection tx, long id, String old, String hash, long actingUnit) {
        return Database.rows(tx, CHANGE_PASSWORD, Tuple.of(id, hash, actingUnit, old), Account::of)
                .map(AccountRepository::first);
    }

    /// Makes a pending account active; the initial password is gone for good (A1.2). Empty when it is not pending, or
    /// tokens of `version` are void.
    static Uni<Optional<Account>> activate(SqlConnection tx, long id, String hash, int version) {
        return Database.rows(tx, ACTIVATE, Tuple.of(id, hash, version), Account::of)
                .map(AccountRepository::first);
    }

    private static <T> Optional<T> first(List<T> rows) {
        return rows.stream().findFirst();
    }
}
