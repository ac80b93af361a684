package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What superiors do to accounts (A1.6), within the transaction of whoever decides that they may. Every change ends the
/// account's log-ins: here when the transaction ends, elsewhere within seconds.
@Singleton
public class AccountKeeping {

    private static final String LOCK = """
            select a.status, a.roles, a.unit_id, u.path as unit_path from account a join unit u on u.id = a.unit_id
            where a.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0' for no key update of a
            """;
    private static final String DISABLE = """
            update account set status = 'DISABLED', token_version = token_version + 1, revoked_at = now()
            where id = $1 returning token_version
            """;
    private static final String ENABLE = """
            update account set status = case when password_hash is null then 'PENDING' else 'ACTIVE' end
            where id = $1 returning token_version
            """;
    private static final String RESET = """
            update account set status = 'PENDING', password_hash = null, initial_index = $2, must_change = false,
                token_version = token_version + 1, revoked_at = now()
            where id = $1 returning token_version
            """;

    private final Revocations revocations;

    AccountKeeping(Revocations revocations) {
        this.revocations = revocations;
    }

    /// An account as who decides about it needs to know it.
    public record Standing(boolean disabled, Set<Role> roles, long unitId, String unitPath) {

        static Standing of(Row row) {
            return new Standing(
                    row.getString("status").equals("DISABLED"),
                    Arrays.stream(row.getArrayOfStrings("roles")).map(Role::of).collect(Collectors.toSet()),
                    row.getLong("unit_id"),
                    row.getString("unit_path"));
        }

        /// Whether it answers for others than its owner.
        public boolean staff() {
            return roles.stream().anyMatch(role -> role != Role.LEARNER);
        }
    }

    /// The account, locked; empty when it is absent or not beneath `unitPath`.
    public Uni<Optional<Standing>> lock(SqlConnection tx, long id, String unitPath) {
        return Database.rows(tx, LOCK, Tuple.of(id, unitPath), Standing::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// Nobody signs in with it any more.
    public Uni<Void> disable(SqlConnection tx, long id) {
        return ended(tx, id, DISABLE, Tuple.of(id));
    }

    /// Signs in as before it was disabled.
    public Uni<Void> enable(SqlConnection tx, long id) {
        return Database.rows(tx, ENABLE, Tuple.of(id), _ -> true).replaceWithVoid();
    }

    /// Void is the password; the initial one, known by its index, activates again (A1.2).
    public Uni<Void> reset(SqlConnection tx, long id, Buffer initialIndex) {
        return ended(tx, id, RESET, Tuple.of(id, initialIndex));
    }

    private Uni<Void> ended(SqlConnection tx, long id, String sql, Tuple arguments) {
        return Database.rows(tx, sql, arguments, row -> row.getInteger("token_version"))
                .invoke(versions -> versions.forEach(version -> revocations.raise(id, version)))
                .chain(() -> RefreshTokens.endAll(tx, id));
    }
}
