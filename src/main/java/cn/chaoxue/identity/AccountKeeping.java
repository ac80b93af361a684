package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What superiors do to accounts (A1.6), within the transaction of whoever decides that they may. Every change ends the
/// account's log-ins: here when the transaction ends, elsewhere within seconds.
@Singleton
public class AccountKeeping {

    /// Names the table of units, so that it is waited for before the row is held: whoever changes the tree holds the
    /// table, and then wants accounts.
    private static final String LOCK =
            "select 1 from account a join unit u on u.id = a.unit_id where a.id = $1 for no key update of a";
    /// In a statement after the lock: one that waited for it would see the rights as they were before.
    private static final String STANDING = """
            select a.status, a.unit_id, a.must_change, a.handed_by,
                exists (select from cadre c where c.id = a.id and c.merged_into is not null) as merged,
                exists (select from cadre c where c.id = a.id and c.retired_on is not null) as retired, array(
                    select o.path from staff_grant g join unit o on o.id = g.unit_id
                    where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now())
                ) as answers_for, clear.held as unmasks, clear.until as unmasks_until
            from account a join unit u on u.id = a.unit_id cross join lateral (
                select count(*) > 0 as held, case when bool_and(g.ends_at is not null) then max(g.ends_at) end as until
                from staff_grant g where g.account_id = a.id and g.role = 'unmask' and g.over_at is null
                    and (g.ends_at is null or g.ends_at > now())) clear
            where a.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0'
            """;
    private static final String DISABLE = """
            update account set status = 'DISABLED', token_version = token_version + 1, revoked_at = now()
            where id = $1 returning token_version
            """;
    private static final String ENABLE = """
            update account set status = case when password_hash is null then 'PENDING' else 'ACTIVE' end
            where id = $1 and not exists (
                select from cadre c where c.id = $1 and (c.merged_into is not null or c.retired_on is not null))
            returning token_version
            """;
    private static final String RESET = """
            update account set status = 'PENDING', password_hash = null, initial_index = $2, must_change = false,
                token_version = token_version + 1, revoked_at = now()
            where id = $1 returning token_version
            """;
    private static final String ISSUE = """
            update account set status = 'ACTIVE', password_hash = $2, initial_index = null, must_change = true,
                handed_by = $3, token_version = token_version + 1, revoked_at = now()
            where id = $1 returning token_version
            """;
    private static final String END = """
            update account set token_version = token_version + 1, revoked_at = now() where id = $1 returning token_version
            """;

    private final Revocations revocations;

    AccountKeeping(Revocations revocations) {
        this.revocations = revocations;
    }

    /// An account as who decides about it needs to know it.
    ///
    /// @param merged its person is recorded under another account, which everything went to
    /// @param retired its person left, and comes back by a return alone (A1.8)
    /// @param mustChange its password is one somebody handed out
    /// @param handedBy who handed out the one-time password it began with, changed since or not; null where it
    /// began with its record, or at the machine
    /// @param answersFor paths of the units it holds rights at
    /// @param unmasks whether it sees in clear (A1.9), wherever
    /// @param unmasksUntil until when, if it does; null without an end
    public record Standing(
            Status status,
            long unitId,
            boolean merged,
            boolean retired,
            boolean mustChange,
            @Nullable Long handedBy,
            List<String> answersFor,
            boolean unmasks,
            @Nullable Instant unmasksUntil) {

        /// Whether it can log in, has yet to begin, or must not.
        public enum Status {
            PENDING,
            ACTIVE,
            DISABLED
        }

        static Standing of(Row row) {
            return new Standing(
                    Status.valueOf(row.getString("status")),
                    row.getLong("unit_id"),
                    row.getBoolean("merged"),
                    row.getBoolean("retired"),
                    row.getBoolean("must_change"),
                    row.getLong("handed_by"),
                    List.of(row.getArrayOfStrings("answers_for")),
                    row.getBoolean("unmasks"),
                    Optional.ofNullable(row.getOffsetDateTime("unmasks_until"))
                            .map(OffsetDateTime::toInstant)
                            .orElse(null));
        }

        /// Whether it signs in with what its record says, until it has a password.
        public boolean pending() {
            return status == Status.PENDING;
        }

        public boolean disabled() {
            return status == Status.DISABLED;
        }

        /// Whether it answers for others than its owner.
        public boolean staff() {
            return !answersFor.isEmpty();
        }

        /// Whether who stands at `path` is not above everything it answers for (A1.6).
        public boolean beyond(String path) {
            return answersFor.stream().anyMatch(one -> one.equals(path) || !one.startsWith(path));
        }
    }

    /// Waits for whoever changes the tree, then for whoever changes the account. All who change a person take them in
    /// this order, and then the record: so nobody waits in a circle.
    public static Uni<Void> lock(SqlConnection tx, long id) {
        return Database.rows(tx, LOCK, Tuple.of(id), _ -> true).replaceWithVoid();
    }

    /// The account, locked; empty when it is absent or not beneath `unitPath`.
    public Uni<Optional<Standing>> lock(SqlConnection tx, long id, String unitPath) {
        return lock(tx, id)
                .chain(() -> Database.rows(tx, STANDING, Tuple.of(id, unitPath), Standing::of))
                .map(rows -> rows.stream().findFirst());
    }

    /// Nobody signs in with it any more.
    public Uni<Void> disable(SqlConnection tx, long id) {
        return ended(tx, id, DISABLE, Tuple.of(id));
    }

    /// Signs in as before it was disabled; never one that was merged with another, or that of
    /// somebody retired: a return comes first.
    public Uni<Void> enable(SqlConnection tx, long id) {
        return Database.rows(tx, ENABLE, Tuple.of(id), _ -> true).replaceWithVoid();
    }

    /// Void is the password; the initial one, known by its index, activates again (A1.2). So is the second factor.
    public Uni<Void> reset(SqlConnection tx, long id, Buffer initialIndex) {
        return forgetFactor(tx, id).chain(() -> ended(tx, id, RESET, Tuple.of(id, initialIndex)));
    }

    /// Signs in with a password that must be changed at once, and sets up a second factor anew. `by` hands it out; null
    /// is who acts at the machine.
    public Uni<Void> issue(SqlConnection tx, long id, String passwordHash, @Nullable Long by) {
        return forgetFactor(tx, id).chain(() -> ended(tx, id, ISSUE, Tuple.of(id, passwordHash, by)));
    }

    /// Sets up a second factor anew at the next log-in; those that go on end.
    public Uni<Void> resetFactor(SqlConnection tx, long id) {
        return forgetFactor(tx, id).chain(() -> ended(tx, id, END, Tuple.of(id)));
    }

    /// Its access tokens end, its log-ins go on: with what it may do now.
    public Uni<Void> renewTokens(SqlConnection tx, long id) {
        return Database.rows(tx, END, Tuple.of(id), row -> row.getInteger("token_version"))
                .invoke(versions -> versions.forEach(version -> revocations.raise(id, version)))
                .replaceWithVoid();
    }

    private static Uni<Void> forgetFactor(SqlConnection tx, long id) {
        return Database.rows(tx, "delete from recovery_code where account_id = $1", Tuple.of(id), _ -> true)
                .chain(() ->
                        Database.rows(tx, "delete from second_factor where account_id = $1", Tuple.of(id), _ -> true))
                .replaceWithVoid();
    }

    private Uni<Void> ended(SqlConnection tx, long id, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, row -> row.getInteger("token_version"))
                .invoke(versions -> versions.forEach(version -> revocations.raise(id, version)))
                .chain(() -> RefreshTokens.endAll(tx, id));
    }
}
