package cn.chaoxue.org;

/// Which units one went into, and on which days. Whatever begins in a unit goes on in the one that took over.
public final class Succession {

    /// Stands in a `with recursive` after `asked (key, unit_id, valid_from, valid_to)`: what began in a unit on a day,
    /// and the first day no more, null until further notice. `stretch` of the same columns are its parts, one for
    /// each unit it was in, while that was one of its own.
    public static final String STRETCHES = """
            led (key, unit_id, valid_from, valid_to, merged_on, merged_into) as (
                select a.key, a.unit_id, a.valid_from, a.valid_to, m.effective_on, m.other_unit
                from asked a left join unit_change m on m.unit_id = a.unit_id and m.kind = 'MERGED'
                union all
                select l.key, l.merged_into, greatest(l.valid_from, l.merged_on), l.valid_to, m.effective_on, m.other_unit
                from led l left join unit_change m on m.unit_id = l.merged_into and m.kind = 'MERGED'
                where l.merged_into is not null
            ), stretch as (
                select key, unit_id, valid_from, least(merged_on, valid_to) as valid_to from led
                where (merged_on is null or merged_on > valid_from) and (valid_to is null or valid_to > valid_from)
            )
            """;

    private Succession() {}
}
