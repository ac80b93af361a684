package cn.chaoxue.live;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.ToIntFunction;

/// Keeps the counts beside the facts: one statement moves a unit and all its ancestors, rows locked in key order.
/// The root's row is shared by all transactions of a campaign and locked until commit: call it last.
@ApplicationScoped
class PostgresTallyLedger implements TallyLedger {

    /// The counts are pulled by the outer select, hence locked first and in order; the minute rows follow in the same
    /// order, each guarded by the lock on its unit's counts. Nothing can therefore wait in a circle.
    private static final String APPLY = """
            with given as (
                select campaign_id, u.path, enrolled, started, course_completions, passed, completed
                  from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
                       as d(campaign_id, unit_id, enrolled, started, course_completions, passed, completed)
                  join unit u on u.id = d.unit_id
            ), moved as materialized (
                select campaign_id, place::bigint as unit_id, sum(enrolled) as enrolled, sum(started) as started,
                       sum(course_completions) as course_completions, sum(passed) as passed,
                       sum(completed) as completed
                  from given, unnest(string_to_array(trim(both '/' from path), '/')) as place
                 group by campaign_id, place::bigint
                having (sum(enrolled), sum(started), sum(course_completions), sum(passed), sum(completed))
                       <> (0, 0, 0, 0, 0)
            ), counted as (
                insert into unit_tally as t
                       (campaign_id, unit_id, enrolled, started, course_completions, passed, completed, version)
                select campaign_id, unit_id, enrolled, started, course_completions, passed, completed, 1
                  from moved
                 order by campaign_id, unit_id
                on conflict (campaign_id, unit_id) do update
                   set enrolled = t.enrolled + excluded.enrolled,
                       started = t.started + excluded.started,
                       course_completions = t.course_completions + excluded.course_completions,
                       passed = t.passed + excluded.passed,
                       completed = t.completed + excluded.completed,
                       version = t.version + 1,
                       changed_at = now()
                returning t.campaign_id, t.unit_id, t.enrolled, t.started, t.course_completions, t.passed,
                          t.completed, t.version, t.changed_at
            ), by_minute as (
                insert into unit_tally_minute as m
                       (campaign_id, unit_id, minute, started, course_completions, passed, completed)
                select campaign_id, unit_id, date_trunc('minute', now()), started, course_completions, passed, completed
                  from moved
                 where $8 and (started, course_completions, passed, completed) <> (0, 0, 0, 0)
                 order by campaign_id, unit_id
                on conflict (campaign_id, unit_id, minute) do update
                   set started = m.started + excluded.started,
                       course_completions = m.course_completions + excluded.course_completions,
                       passed = m.passed + excluded.passed,
                       completed = m.completed + excluded.completed
            )
            select * from counted
            """;

    private final TallyAnnouncer announcer;

    PostgresTallyLedger(TallyAnnouncer announcer) {
        this.announcer = announcer;
    }

    @Override
    public Uni<List<UnitTally>> apply(SqlConnection tx, List<TallyDelta> deltas) {
        return apply(tx, deltas, true);
    }

    @Override
    public Uni<List<UnitTally>> relocate(SqlConnection tx, List<TallyDelta> deltas) {
        return apply(tx, deltas, false);
    }

    private static Uni<List<UnitTally>> apply(SqlConnection tx, List<TallyDelta> deltas, boolean happened) {
        if (deltas.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Database.rows(tx, APPLY, arguments(deltas, happened), TallyRows::tally);
    }

    @Override
    public Uni<Void> publish(List<UnitTally> tallies) {
        return announcer.announce(tallies);
    }

    private static Tuple arguments(List<TallyDelta> deltas, boolean happened) {
        return Tuple.tuple()
                .addArrayOfLong(deltas.stream().map(TallyDelta::campaignId).toArray(Long[]::new))
                .addArrayOfLong(deltas.stream().map(TallyDelta::unitId).toArray(Long[]::new))
                .addArrayOfInteger(column(deltas, TallyDelta::enrolled))
                .addArrayOfInteger(column(deltas, TallyDelta::started))
                .addArrayOfInteger(column(deltas, TallyDelta::courseCompletions))
                .addArrayOfInteger(column(deltas, TallyDelta::passed))
                .addArrayOfInteger(column(deltas, TallyDelta::completed))
                .addBoolean(happened);
    }

    private static Integer[] column(List<TallyDelta> deltas, ToIntFunction<TallyDelta> count) {
        return deltas.stream().mapToInt(count).boxed().toArray(Integer[]::new);
    }
}
