package cn.chaoxue.posting;

import cn.chaoxue.fixture.Sql;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One posting as it is stored, with days.
/// @param to the first day no more
record Stood(
        long id,
        String kind,
        long unit,
        String post,
        LocalDate from,
        @Nullable LocalDate to) {

    private static final String ALL = """
            select coalesce(string_agg(concat_ws('|', s.id, s.kind, s.unit_id, s.post, s.valid_from, s.valid_to), ';'
                order by s.valid_from, s.id), '') from (
                select p.id, p.kind, p.unit_id, coalesce(p.post, c.post) as post, p.valid_from,
                    least(p.valid_to, case when p.kind = 'MAIN' then c.in_post_until + 1 end) as valid_to
                from posting p join cadre c on c.id = p.cadre_id where p.cadre_id = %1$d
                union all
                select 0, 'MAIN', c.unit_id, c.post, c.in_post_since, c.in_post_until + 1 from cadre c
                where c.id = %1$d and not exists (select from posting p where p.cadre_id = c.id and p.kind = 'MAIN')
            ) s where s.valid_to is null or s.valid_to > s.valid_from
            """;

    /// Those of a person that are of one day at least.
    static List<Stood> of(Sql sql, long person) {
        String rows = (String) sql.value(ALL.formatted(person));
        return rows.isEmpty()
                ? List.of()
                : Arrays.stream(rows.split(";")).map(Stood::parse).toList();
    }

    private static Stood parse(String row) {
        String[] part = row.split("\\|");
        return new Stood(
                Long.parseLong(part[0]),
                part[1],
                Long.parseLong(part[2]),
                part[3],
                LocalDate.parse(part[4]),
                part.length > 5 ? LocalDate.parse(part[5]) : null);
    }

    boolean on(LocalDate day) {
        return !from.isAfter(day) && (to == null || to.isAfter(day));
    }

    boolean overlaps(Stood other) {
        return (to == null || to.isAfter(other.from)) && (other.to == null || other.to.isAfter(from));
    }

    boolean main() {
        return kind.equals("MAIN");
    }

    boolean leave() {
        return kind.equals("LEAVE");
    }

    /// Both in one unit on one day, though nobody may be.
    boolean doubles(Stood other) {
        boolean alike = kind.equals(other.kind) && (main() || kind.equals("SECONDMENT") || post.equals(other.post));
        return unit == other.unit && overlaps(other) && !leave() && !other.leave() && (main() || other.main() || alike);
    }
}
