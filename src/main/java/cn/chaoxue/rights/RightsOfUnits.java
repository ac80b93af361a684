package cn.chaoxue.rights;

import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/// Rights follow a unit into the one it merges with. A unit somebody holds a right at is not closed.
@Singleton
class RightsOfUnits implements UnitFollower {

    private static final String FOLLOW = "update staff_grant set unit_id = $2 where unit_id = $1 and over_at is null";
    private static final String PRESENT = """
            select count(*) as rights from staff_grant
            where unit_id = $1 and over_at is null and (ends_at is null or ends_at > now())
            """;

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on) {
        return Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }

    @Override
    public Uni<Long> holding(SqlConnection tx, long unit) {
        return Database.rows(tx, PRESENT, Tuple.of(unit), row -> row.getLong("rights"))
                .map(List::getFirst);
    }
}
