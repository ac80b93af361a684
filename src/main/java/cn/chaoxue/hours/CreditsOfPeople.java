package cn.chaoxue.hours;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/// Hours earned under two records of one person, a course once per cycle (A3.4); the earlier credit is the one that
/// stays.
@Singleton
class CreditsOfPeople implements PersonFollower {

    private static final String TWICE = """
            delete from hour_credit h using hour_credit k
            where h.learner_id in ($1, $2) and k.learner_id in ($1, $2) and h.learner_id <> k.learner_id
                and h.course_id = k.course_id and h.cycle = k.cycle
                and (h.credited_at, h.id) > (k.credited_at, k.id)
            """;
    private static final String MOVE = "update hour_credit set learner_id = $2 where learner_id = $1";

    @Override
    public Uni<Void> united(SqlConnection tx, long from, long into) {
        return Database.rows(tx, TWICE, Tuple.of(from, into), _ -> true)
                .chain(() -> Database.rows(tx, MOVE, Tuple.of(from, into), _ -> true))
                .replaceWithVoid();
    }
}
