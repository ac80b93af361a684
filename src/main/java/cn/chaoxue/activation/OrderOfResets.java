package cn.chaoxue.activation;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// Whoever goes elsewhere does so before a reset is ordered or after it, and the audit log says which: who orders one
/// waits for transfers under way, and those that follow wait for that. Taken after the tree, and by a transfer after
/// the account; before the end of the audit log. Who orders waits for no account after it, a transfer holds the one
/// account it wants, and steps do not take it: so nobody waits in a circle.
final class OrderOfResets {

    private static final String ORDERING = "select 1 from pg_advisory_xact_lock(hashtext('chaoxue.activation-reset'))";
    private static final String LEAVING =
            "select 1 from pg_advisory_xact_lock_shared(hashtext('chaoxue.activation-reset'))";

    private OrderOfResets() {}

    /// Until the transaction ends: alone.
    static Uni<Void> ordering(SqlConnection tx) {
        return Database.rows(tx, ORDERING, Tuple.tuple(), _ -> true).replaceWithVoid();
    }

    /// Until the transaction ends: with others who go elsewhere.
    static Uni<Void> leaving(SqlConnection tx) {
        return Database.rows(tx, LEAVING, Tuple.tuple(), _ -> true).replaceWithVoid();
    }
}
