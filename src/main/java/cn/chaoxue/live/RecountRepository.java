package cn.chaoxue.live;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Answers "why this number" (invariant 2): counts the facts under a unit and reads the stored counts in one snapshot,
/// so that a difference is a defect and never a matter of timing. A few at once; more are refused.
@ApplicationScoped
class RecountRepository {

    private static final Duration LATER = Duration.ofSeconds(10);

    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private static final String STORED = """
            select $1::bigint as campaign_id, $2::bigint as unit_id, coalesce(max(enrolled), 0) as enrolled,
                   coalesce(max(started), 0) as started, coalesce(max(course_completions), 0) as course_completions,
                   coalesce(max(passed), 0) as passed, coalesce(max(completed), 0) as completed,
                   coalesce(max(version), 0) as version, coalesce(max(changed_at), now()) as changed_at
              from unit_tally
             where campaign_id = $1 and unit_id = $2
            """;

    private static final String FACTS = """
            with learner as materialized (
                select e.learner_id, e.started_at, e.completed_at
                  from unit at
                  join unit below on below.path >= at.path and below.path < rtrim(at.path, '/') || '0'
                  join enrolment e on e.campaign_id = $1 and e.unit_id = below.id
                 where at.id = $2
            )
            select (select count(*) from learner) as enrolled,
                   (select count(started_at) from learner) as started,
                   (select count(*) from learner join course_completion f using (learner_id)
                     where f.campaign_id = $1) as course_completions,
                   (select count(*) from learner join course_pass f using (learner_id)
                     where f.campaign_id = $1) as passed,
                   (select count(completed_at) from learner) as completed
            """;

    private final Database database;
    private final Semaphore running;

    RecountRepository(Database database, LiveConfig config) {
        this.database = database;
        this.running = new Semaphore(config.maxRecounts());
    }

    /// What is stored and what the facts say, at one instant.
    Uni<Recount> recount(UnitKey key) {
        if (!running.tryAcquire()) {
            return Uni.createFrom().failure(new Unavailable("recount: others are under way", LATER));
        }
        return database.batch(tx -> compare(tx, key)).onTermination().invoke(running::release);
    }

    private static Uni<Recount> compare(SqlConnection tx, UnitKey key) {
        Tuple at = Tuple.of(key.campaignId(), key.unitId());
        return tx.query(ONE_SNAPSHOT)
                .execute()
                .chain(() -> Database.rows(tx, STORED, at, TallyRows::tally))
                .chain(stored -> Database.rows(tx, FACTS, at, RecountRepository::counts)
                        .map(counted -> new Recount(stored.getFirst(), counted.getFirst())));
    }

    private static CountsView counts(Row row) {
        return CountsView.of(
                row.getLong("enrolled"),
                row.getLong("started"),
                row.getLong("course_completions"),
                row.getLong("passed"),
                row.getLong("completed"));
    }
}
