package cn.chaoxue.campaign;

import cn.chaoxue.course.CourseForm;
import cn.chaoxue.course.StudyHours;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Campaigns as a caller may see them: enrolled in it, addressed by it (own unit lies in the owner's subtree) or, for
/// staff, owned within the own subtree (A1.5, A4.3). Others cannot be told from absent ones.
@Singleton
final class CampaignRepository {

    private static final String VISIBLE = """
            select c.id, c.title, c.kind, c.opens_at, c.closes_at, u.id as unit_id, u.name as unit_name, u.path,
                n.required, n.optional
            from campaign c
            join unit u on u.id = c.owner_unit_id
            cross join lateral (
                select count(*) filter (where required)::int as required,
                    count(*) filter (where not required)::int as optional
                from campaign_course where campaign_id = c.id) n
            where (starts_with($2, u.path) or ($3 and starts_with(u.path, $2))
                or exists (select from enrolment e where e.campaign_id = c.id and e.learner_id = $1))
            """;

    private static final String LATEST = VISIBLE + " order by c.opens_at desc, c.id desc limit 200";
    private static final String ONE = VISIBLE + " and c.id = $4";

    private static final String COURSES = """
            select o.id, o.title, o.form, o.duration_seconds, k.required
            from campaign_course k join course o on o.id = k.course_id
            where k.campaign_id = $1
            order by k.ordinal, o.id
            """;

    private final Database database;
    private final SharedClock clock;

    CampaignRepository(Database database, SharedClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// The 200 that opened last.
    Uni<List<CampaignView>> latest(Caller caller) {
        return database.query(LATEST, sightOf(caller), this::view);
    }

    Uni<Optional<CampaignView>> find(Caller caller, long campaignId) {
        return database.query(ONE, sightOf(caller).addLong(campaignId), this::view)
                .map(found -> found.stream().findFirst());
    }

    Uni<List<CampaignView.CourseLine>> courses(long campaignId) {
        return database.query(COURSES, Tuple.of(campaignId), CampaignRepository::line);
    }

    private static Tuple sightOf(Caller caller) {
        return Tuple.of(caller.id(), caller.unit().path(), Staff.is(caller));
    }

    private CampaignView view(Row row) {
        Instant opensAt = row.get(OffsetDateTime.class, "opens_at").toInstant();
        Instant closesAt = row.get(OffsetDateTime.class, "closes_at").toInstant();
        return new CampaignView(
                row.getLong("id"),
                row.getString("title"),
                row.getString("kind"),
                opensAt,
                closesAt,
                CampaignState.at(clock.instant(), opensAt, closesAt),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("path")),
                row.getInteger("required"),
                row.getInteger("optional"));
    }

    private static CampaignView.CourseLine line(Row row) {
        int duration = row.getInteger("duration_seconds");
        return new CampaignView.CourseLine(
                row.getLong("id"),
                row.getString("title"),
                CourseForm.valueOf(row.getString("form")),
                row.getBoolean("required"),
                duration,
                StudyHours.of(duration));
    }
}
