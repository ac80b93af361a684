package cn.chaoxue.hours;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

/// Hours earned under two records of one person, a course once per cycle (A3.4); the earlier credit is the one that
/// stays. A course that only both together complete earns its hours now; who counts it as completed comes before us.
@Singleton
@Priority(1)
class CreditsOfPeople implements PersonFollower {

    private static final String TWICE = """
            delete from hour_credit h using hour_credit k
            where h.learner_id in ($1, $2) and k.learner_id in ($1, $2) and h.learner_id <> k.learner_id
                and h.course_id = k.course_id and h.cycle = k.cycle
                and (h.credited_at, h.id) > (k.credited_at, k.id)
            """;
    private static final String MOVE = "update hour_credit set learner_id = $2 where learner_id = $1";

    private static final String COMPLETED_NOW = """
            select distinct on (d.course_id) d.course_id, c.duration_seconds, k.kind, d.campaign_id, p.attempt_id,
                d.completed_at
            from course_completion d
            join course c on c.id = d.course_id
            join campaign k on k.id = d.campaign_id
            left join course_pass p
                on p.campaign_id = d.campaign_id and p.learner_id = d.learner_id and p.course_id = d.course_id
            where d.learner_id = $1 and d.completed_at = now() and not exists (
                select from hour_credit h where h.learner_id = d.learner_id and h.course_id = d.course_id)
            order by d.course_id, d.campaign_id
            """;

    private final HourLedger ledger;

    CreditsOfPeople(HourLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Uni<Void> united(SqlConnection tx, long from, long into) {
        return Database.rows(tx, TWICE, Tuple.of(from, into), _ -> true)
                .chain(() -> Database.rows(tx, MOVE, Tuple.of(from, into), _ -> true))
                .chain(() -> Database.rows(tx, COMPLETED_NOW, Tuple.of(into), row -> earned(row, into)))
                .chain(earned -> ledger.credit(tx, earned))
                .replaceWithVoid();
    }

    private static HourLedger.Earned earned(Row row, long learner) {
        return new HourLedger.Earned(
                learner,
                row.getLong("course_id"),
                row.getInteger("duration_seconds"),
                row.getString("kind"),
                row.getLong("campaign_id"),
                row.getLong("attempt_id"),
                row.getOffsetDateTime("completed_at").toInstant());
    }
}
