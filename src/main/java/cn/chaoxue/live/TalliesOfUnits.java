package cn.chaoxue.live;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts follow a unit that moves: what was counted for it leaves those that stood above it and joins those that do
/// now (invariant 2). Nobody counts meanwhile, since counting reads the tree and the move keeps it to itself. Boards
/// read again what they show within seconds.
@Singleton
class TalliesOfUnits implements UnitFollower {

    private static final String SHIFT = """
            with own as (
                select campaign_id, enrolled, started, course_completions, passed, completed
                  from unit_tally where unit_id = $1
            ), concerned as (
                select id, -1 as sign from unnest($2::bigint[]) as id
                union all
                select id, 1 from unnest($3::bigint[]) as id
            )
            insert into unit_tally as t
                   (campaign_id, unit_id, enrolled, started, course_completions, passed, completed, version)
            select campaign_id, id, sign * enrolled, sign * started, sign * course_completions, sign * passed,
                   sign * completed, 1
              from own cross join concerned
             order by campaign_id, id
            on conflict (campaign_id, unit_id) do update
               set enrolled = t.enrolled + excluded.enrolled,
                   started = t.started + excluded.started,
                   course_completions = t.course_completions + excluded.course_completions,
                   passed = t.passed + excluded.passed,
                   completed = t.completed + excluded.completed,
                   version = t.version + 1,
                   changed_at = now()
            """;

    @Override
    public Uni<Void> moved(SqlConnection tx, long unit, List<Long> left, List<Long> joined, Origin origin) {
        Tuple arguments = Tuple.of(unit, left.toArray(Long[]::new), joined.toArray(Long[]::new));
        return Database.rows(tx, SHIFT, arguments, _ -> true).replaceWithVoid();
    }
}
