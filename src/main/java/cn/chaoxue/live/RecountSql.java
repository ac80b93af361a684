package cn.chaoxue.live;

/// Statements that count a whole campaign's facts, per unit and all below.
final class RecountSql {

    /// `$1` campaign. Yields `counted(unit_id, enrolled, started, course_completions, passed, completed)`.
    private static final String COUNTED = """
            with passes as (
                select learner_id, count(*) as courses from course_pass where campaign_id = $1 group by learner_id
            ), completions as (
                select learner_id, count(*) as courses from course_completion where campaign_id = $1 group by learner_id
            ), own as (
                select e.unit_id, count(*) as enrolled, count(e.started_at) as started,
                       coalesce(sum(c.courses), 0) as course_completions, coalesce(sum(p.courses), 0) as passed,
                       count(e.completed_at) as completed
                  from enrolment e
                  left join passes p using (learner_id)
                  left join completions c using (learner_id)
                 where e.campaign_id = $1
                 group by e.unit_id
            ), counted as (
                select place::bigint as unit_id, sum(enrolled)::bigint as enrolled, sum(started)::bigint as started,
                       sum(course_completions)::bigint as course_completions, sum(passed)::bigint as passed,
                       sum(completed)::bigint as completed
                  from own
                  join unit u on u.id = own.unit_id
                 cross join unnest(string_to_array(trim(both '/' from u.path), '/')) as place
                 group by place::bigint
            )
            """;

    /// Units whose stored counts differ, and by how much in all. One statement, hence one snapshot.
    static final String COMPARE = COUNTED + """
            select count(*)::int as units, coalesce(sum(difference), 0)::bigint as difference
              from (select abs(coalesce(t.enrolled, 0) - coalesce(c.enrolled, 0))
                           + abs(coalesce(t.started, 0) - coalesce(c.started, 0))
                           + abs(coalesce(t.course_completions, 0) - coalesce(c.course_completions, 0))
                           + abs(coalesce(t.passed, 0) - coalesce(c.passed, 0))
                           + abs(coalesce(t.completed, 0) - coalesce(c.completed, 0)) as difference
                      from (select * from unit_tally where campaign_id = $1) t
                      full join counted c using (unit_id)) as compared
             where difference > 0
            """;

    /// Locks the counts of every unit concerned, made first where absent; in key order, as the ledger does.
    static final String LOCK = """
            insert into unit_tally as t (campaign_id, unit_id)
            select $1::bigint, unit_id
              from (select place::bigint as unit_id
                      from enrolment e
                      join unit u on u.id = e.unit_id
                     cross join unnest(string_to_array(trim(both '/' from u.path), '/')) as place
                     where e.campaign_id = $1
                     union
                    select unit_id from unit_tally where campaign_id = $1) as concerned
             order by 1, 2
            on conflict (campaign_id, unit_id) do update set version = t.version
            """;

    /// Sets what differs to what the facts say. Run after [#LOCK]: facts whose counts came before it are visible, the
    /// counts of all others come after.
    static final String SET = COUNTED + """
            update unit_tally t
               set enrolled = c.enrolled, started = c.started, course_completions = c.course_completions,
                   passed = c.passed, completed = c.completed, version = t.version + 1, changed_at = now()
              from (select k.unit_id, coalesce(n.enrolled, 0) as enrolled, coalesce(n.started, 0) as started,
                           coalesce(n.course_completions, 0) as course_completions, coalesce(n.passed, 0) as passed,
                           coalesce(n.completed, 0) as completed
                      from unit_tally k left join counted n using (unit_id)
                     where k.campaign_id = $1) as c
             where t.campaign_id = $1 and t.unit_id = c.unit_id
               and (t.enrolled, t.started, t.course_completions, t.passed, t.completed)
                   <> (c.enrolled, c.started, c.course_completions, c.passed, c.completed)
            returning t.campaign_id, t.unit_id, t.enrolled, t.started, t.course_completions, t.passed, t.completed,
                      t.version, t.changed_at
            """;

    private RecountSql() {}
}
