package cn.chaoxue.hours;

import cn.chaoxue.cadre.Cycle;
import cn.chaoxue.cadre.Cycles;
import cn.chaoxue.hours.MyHoursView.Entry;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;

/// Reads the ledger and the requirement of one learner.
@Singleton
final class HoursRepository {

    /// A cycle without a figure of its own follows the latest one before it.
    private static final String REQUIREMENT = """
            select c.cadre_class, c.employment, %s as appointed, r.hours
            from cadre c
            cross join lateral (
                select hours from hour_requirement
                where cadre_class = c.cadre_class and cycle <= $2
                order by cycle desc limit 1) r
            where c.id = $1
            """.formatted(Cycles.APPOINTED);

    private static final String ENTRIES = """
            select h.course_id, o.title, h.hours, h.source, h.credited_at
            from hour_credit h left join course o on o.id = h.course_id
            where h.learner_id = $1 and h.cycle = $2
            order by h.credited_at desc, h.id desc
            limit 2000
            """;

    private final Database database;

    HoursRepository(Database database) {
        this.database = database;
    }

    Uni<Requirement> requirement(long learnerId, Cycle cycle) {
        return database.query(REQUIREMENT, Tuple.of(learnerId, cycle.year()), row -> requirement(row, cycle))
                .map(found -> found.stream().findFirst().orElse(Requirement.NONE));
    }

    Uni<List<Entry>> entries(long learnerId, Cycle cycle) {
        return database.query(ENTRIES, Tuple.of(learnerId, cycle.year()), HoursRepository::entry);
    }

    private static Requirement requirement(Row row, Cycle cycle) {
        var post = new Requirement.Post(
                CadreClass.valueOf(row.getString("cadre_class")),
                row.getString("employment").equals("PART_TIME"),
                row.getLocalDate("appointed"));
        return Requirement.of(post, row.get(BigDecimal.class, "hours"), cycle);
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("course_id"),
                row.getString("title"),
                row.get(BigDecimal.class, "hours"),
                row.getString("source"),
                row.get(OffsetDateTime.class, "credited_at").toInstant());
    }
}
