package cn.chaoxue.org;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/// The tree as it is now, until the transaction ends: whoever would change it waits. Taken before what such a change
/// wants as well, as enrolments: who held those while waiting for the tree would wait in a circle.
public final class SteadyTree {

    private static final String HOLD = "lock table unit in access share mode";

    private SteadyTree() {}

    /// Waits while the tree is being changed.
    public static Uni<Void> hold(SqlConnection tx) {
        return tx.query(HOLD).execute().replaceWithVoid();
    }
}
