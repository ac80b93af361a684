package cn.chaoxue.posting;

import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/// What waits for its day or for an answer concerns the unit that took over, once one was merged: nobody's retirement
/// fails because the unit is called otherwise by then.
@Singleton
class ChangesOfUnits implements UnitFollower {

    private static final String FOLLOW = """
            update posting_change set from_unit = case when from_unit = $1 then $2 else from_unit end,
                to_unit = case when to_unit = $1 then $2 else to_unit end
            where state in ('PROPOSED', 'ACCEPTED') and (from_unit = $1 or to_unit = $1)
            """;

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on) {
        return Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }
}
