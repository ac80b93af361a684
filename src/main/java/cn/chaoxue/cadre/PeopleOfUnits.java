package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// People follow their unit: into the one it merges with, study record and all. What was counted for the old unit stays
/// counted there. A unit with people is not closed.
@Singleton
class PeopleOfUnits implements UnitFollower {

    private static final String FOLLOW = """
            with records as (
                update cadre set unit_id = $2, version = version + 1, changed_at = now() where unit_id = $1
            )
            update account set unit_id = $2,
                token_version = token_version + case when roles <> array['learner'] then 1 else 0 end,
                revoked_at = case when roles <> array['learner'] then now() else revoked_at end
            where unit_id = $1
            """;
    private static final String PRESENT =
            "select count(*) as people from account where unit_id = $1 and status <> 'DISABLED'";

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into) {
        return Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }

    @Override
    public Uni<Long> holding(SqlConnection tx, long unit) {
        return Database.rows(tx, PRESENT, Tuple.of(unit), row -> row.getLong("people"))
                .map(List::getFirst);
    }
}
