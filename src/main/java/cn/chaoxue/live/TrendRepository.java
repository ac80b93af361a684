package cn.chaoxue.live;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Increments by minute: read for the trend line, deleted when old.
@ApplicationScoped
class TrendRepository {

    private static final String POINTS = """
            select at, coalesce(m.started, 0) as started, coalesce(m.course_completions, 0) as course_completions,
                   coalesce(m.passed, 0) as passed, coalesce(m.completed, 0) as completed
              from generate_series(date_trunc('minute', now()) - ($3 - 1) * interval '1 minute',
                                   date_trunc('minute', now()), interval '1 minute') as at
              left join unit_tally_minute m on m.campaign_id = $1 and m.unit_id = $2 and m.minute = at
             order by at
            """;

    private static final String DELETE_OLD = """
            delete from unit_tally_minute
             where ctid = any(array(select ctid from unit_tally_minute
                                     where minute < now() - $1 * interval '1 second' limit $2))
            """;

    private final Database database;

    TrendRepository(Database database) {
        this.database = database;
    }

    /// The last `minutes` minutes, the running one included.
    Uni<List<TrendView.Point>> points(UnitKey key, int minutes) {
        return database.query(POINTS, Tuple.of(key.campaignId(), key.unitId(), minutes), TrendRepository::point);
    }

    /// Deletes at most `limit` increments older than `retention`; yields how many.
    Uni<Integer> deleteOlderThan(Duration retention, int limit) {
        return database.batch(tx -> tx.preparedQuery(DELETE_OLD)
                .execute(Tuple.of(retention.toSeconds(), limit))
                .map(deleted -> deleted.rowCount()));
    }

    private static TrendView.Point point(Row row) {
        return new TrendView.Point(
                row.getOffsetDateTime("at").toInstant(),
                row.getInteger("started"),
                row.getInteger("course_completions"),
                row.getInteger("passed"),
                row.getInteger("completed"));
    }
}
