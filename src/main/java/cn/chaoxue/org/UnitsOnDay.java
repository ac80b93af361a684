package cn.chaoxue.org;

/// Where units stood on a day, though they may have been moved since.
public final class UnitsOnDay {

    /// What a statement begins with whose first argument is the path a unit has today, and whose second is the
    /// day. `stood (id, path)` are the units that stood beneath it then, itself included, with the paths they had.
    /// Few units are ever moved: those alone, and what is beneath them, are followed upwards.
    public static final String STOOD = """
            with recursive moved as (
                select distinct on (unit_id) unit_id, parent_before from unit_change
                where kind = 'MOVED' and effective_on > $2 order by unit_id, effective_on, id
            ), carried as (
                select distinct v.id from moved m join unit t on t.id = m.unit_id
                join unit v on v.path >= t.path and v.path < rtrim(t.path, '/') || '0'
            ), above (id, reached, path) as (
                select id, id, id || '/' from carried
                union all
                select a.id, p.id, p.id || '/' || a.path
                from above a join unit u on u.id = a.reached left join moved m on m.unit_id = u.id
                join unit p on p.id = coalesce(m.parent_before, u.parent_id)
            ), stood as (
                select u.id, u.path from unit u
                where u.path >= $1 and u.path < rtrim($1, '/') || '0'
                    and not exists (select from carried c where c.id = u.id)
                union all
                select a.id, '/' || a.path from above a join unit root on root.id = a.reached
                where root.parent_id is null
                    and position('/' || split_part(rtrim($1, '/'), '/', -1) || '/' in '/' || a.path) > 0
            )
            """;

    /// What unit `u` was called on the day that is the second argument.
    public static final String NAME = name("$2");

    private UnitsOnDay() {}

    /// What unit `u` was called on a day that is told by the expression `day`.
    public static String name(String day) {
        return """
                coalesce((
                    select x.name_before from unit_change x
                    where x.unit_id = u.id and x.kind = 'RENAMED' and x.effective_on > %s
                    order by x.effective_on, x.id limit 1
                ), u.name)
                """.formatted(day);
    }
}
