package cn.chaoxue.posting;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A person as who decides about a posting needs to know it.
/// @param since first day of the main posting, whichever unit its unit has gone into since, or of the retirement
/// @param staff answers for others
/// @param away a leave or secondment is running on the day of the change
/// @param merged the person is recorded elsewhere, where everything went
record Posted(
        long id,
        UnitRef unit,
        LocalDate since,
        @Nullable LocalDate retiredOn,
        boolean staff,
        boolean away,
        boolean merged) {

    static final String LOCK = """
            select c.id, u.id as unit_id, u.name as unit_name, u.path as unit_path, c.retired_on,
                coalesce(c.retired_on, (
                    select max(m.valid_from) from posting m
                    where m.cadre_id = c.id and m.kind = 'MAIN' and not m.continued
                ), c.in_post_since) as since, exists (
                    select from staff_grant g
                    where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now())) as staff,
                exists (select from posting p where p.cadre_id = c.id and p.kind in ('LEAVE', 'SECONDMENT')
                    and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)) as away, c.merged_into is not null as merged
            from cadre c
            join unit u on u.id = c.unit_id
            join account a on a.id = c.id
            where c.id = $1 for no key update of c, a
            """;

    static Posted of(Row row) {
        return new Posted(
                row.getLong("id"),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                row.getLocalDate("since"),
                row.getLocalDate("retired_on"),
                row.getBoolean("staff"),
                row.getBoolean("away"),
                row.getBoolean("merged"));
    }
}
