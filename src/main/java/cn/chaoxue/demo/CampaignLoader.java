package cn.chaoxue.demo;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The two demo campaigns, owned by the centre, and the annual requirements of A3.2. Windows are moved so that today
/// always lies inside.
@Singleton
final class CampaignLoader {

    static final String BIG_TITLE = "学习党的十八届六中全会精神和从严治团要求专题在线培训";
    static final String SMALL_TITLE = "平台入门专题";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS_OPEN_ALREADY = 7;
    private static final String KNOWN =
            "select id from campaign where title = $1 and owner_unit_id = $2 order by id limit 1";
    /// Settled from the start: it is open before anybody is enrolled, so nobody can have studied ahead of it.
    private static final String CAMPAIGN = """
            insert into campaign (title, kind, owner_unit_id, opens_at, closes_at, settled_at)
            values ($1, $2, $3, $4, $5, now())
            returning id
            """;
    private static final String COURSE = """
            insert into campaign_course (campaign_id, course_id, required, ordinal) values ($1, $2, $3, $4)
            on conflict do nothing
            """;
    private static final String MOVE = "update campaign set closes_at = $2 where id = $1 and closes_at < $3";
    private static final String REQUIREMENTS = """
            insert into hour_requirement (cycle, cadre_class, hours)
            select cycle, cadre_class, hours from generate_series($1::int - 1, $1 + 1) cycle,
                (values ('BUREAU', 40), ('COUNTY_LEVEL', 40), ('SECTION', 60), ('GRASSROOTS', 10)) r(cadre_class, hours)
            on conflict do nothing
            """;

    private final Database database;
    private final Duration window;

    CampaignLoader(Database database, DemoConfig config) {
        this.database = database;
        this.window = config.campaignWindow();
    }

    /// The demo's campaigns by id.
    record Campaigns(long big, long small) {
        List<Long> ids() {
            return List.of(big, small);
        }
    }

    private record CampaignCourse(long courseId, boolean required) {}

    /// `courseIds` in the order of `courses`.
    Uni<Campaigns> load(long ownerUnitId, List<CourseSeed> courses, List<Long> courseIds) {
        List<CampaignCourse> big = new ArrayList<>();
        for (int i = 0; i < courses.size(); i++) {
            big.add(new CampaignCourse(courseIds.get(i), courses.get(i).required()));
        }
        List<CampaignCourse> small = List.of(new CampaignCourse(courseIds.getLast(), true));
        return database.batch(tx -> requirements(tx)
                .chain(() -> campaign(tx, BIG_TITLE, "CAMPAIGN", ownerUnitId, big))
                .chain(id ->
                        campaign(tx, SMALL_TITLE, "TOPIC", ownerUnitId, small).map(other -> new Campaigns(id, other))));
    }

    private static Uni<?> requirements(SqlConnection tx) {
        return tx.preparedQuery(REQUIREMENTS)
                .execute(Tuple.of(OffsetDateTime.now(ZONE).getYear()));
    }

    private Uni<Long> campaign(
            SqlConnection tx, String title, String kind, long ownerUnitId, List<CampaignCourse> courses) {
        return Database.rows(tx, KNOWN, Tuple.of(title, ownerUnitId), row -> row.getLong("id"))
                .chain(known -> known.isEmpty() ? create(tx, title, kind, ownerUnitId) : move(tx, known.getFirst()))
                .call(id -> courses(tx, id, courses));
    }

    private Uni<Long> create(SqlConnection tx, String title, String kind, long ownerUnitId) {
        OffsetDateTime opensAt = today().minusDays(DAYS_OPEN_ALREADY);
        return Database.rows(
                        tx,
                        CAMPAIGN,
                        Tuple.of(title, kind, ownerUnitId, opensAt, today().plus(window)),
                        row -> row.getLong("id"))
                .map(List::getFirst);
    }

    private Uni<Long> move(SqlConnection tx, long id) {
        Tuple arguments = Tuple.of(id, today().plus(window), today().plus(window.dividedBy(2)));
        return tx.preparedQuery(MOVE).execute(arguments).replaceWith(id);
    }

    private static Uni<?> courses(SqlConnection tx, long campaignId, List<CampaignCourse> courses) {
        List<Tuple> rows = new ArrayList<>();
        courses.forEach(c -> rows.add(Tuple.of(campaignId, c.courseId(), c.required(), rows.size() + 1)));
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> tx.preparedQuery(COURSE).execute(row))
                .collect()
                .last();
    }

    private static OffsetDateTime today() {
        return OffsetDateTime.now(ZONE).truncatedTo(ChronoUnit.DAYS);
    }
}
