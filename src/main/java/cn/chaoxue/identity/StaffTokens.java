package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/// Tokens say where their owner stands in the tree. Who answers for others gets new ones when that changes; a learner's
/// place in a token opens nothing.
public final class StaffTokens {

    private static final String RENEW = """
            update account set token_version = token_version + 1, revoked_at = now()
            where status = 'ACTIVE' and id in (
                select g.account_id from staff_grant g join unit u on u.id = g.unit_id
                where g.over_at is null and u.path >= $1 and u.path < rtrim($1, '/') || '0')
            """;

    private static final String RENEW_AT = """
            update account set token_version = token_version + 1, revoked_at = now()
            where id in (select account_id from staff_grant where unit_id = $1 and over_at is null)
            """;

    private static final String RENEW_OF =
            "update account set token_version = token_version + 1, revoked_at = now() where id = any($1)";

    private StaffTokens() {}

    /// Ends the access tokens of these accounts once the transaction commits.
    public static Uni<Void> renew(SqlConnection tx, List<Long> accounts) {
        return Database.rows(tx, RENEW_OF, Tuple.of(accounts.toArray(Long[]::new)), _ -> true)
                .replaceWithVoid();
    }

    /// Ends the access tokens of staff beneath `unitPath` once the transaction commits; their log-ins go on.
    public static Uni<Void> renewBeneath(SqlConnection tx, String unitPath) {
        return Database.rows(tx, RENEW, Tuple.of(unitPath), _ -> true).replaceWithVoid();
    }

    /// The same for whoever holds a right at this very unit, which is about to end.
    public static Uni<Void> renewAt(SqlConnection tx, long unit) {
        return Database.rows(tx, RENEW_AT, Tuple.of(unit), _ -> true).replaceWithVoid();
    }
}
