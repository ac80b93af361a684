package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Enrolled learners of a subtree, page by page in the order of the index (campaign, unit, learner).
@Singleton
final class LearnerRepository {

    /// What a page is asked for.
    record Query(long campaignId, UnitRef unit, @Nullable LearnerStatus status, LearnerCursor after, int limit) {}

    private static final String UNIT = "select id, name, path from unit where id = $1";

    private static final String PAGE = """
            select e.learner_id, a.display_name, u.id as unit_id, u.name as unit_name, u.path,
                e.required_done, e.started_at, e.completed_at,
                (select count(*)::int from campaign_course k where k.campaign_id = $1 and k.required) as required_total
            from enrolment e
            join unit u on u.id = e.unit_id
            join account a on a.id = e.learner_id
            where e.campaign_id = $1 and starts_with(u.path, $2) and (e.unit_id, e.learner_id) > ($3, $4)
                and case $5::text
                    when 'NOT_STARTED' then e.started_at is null
                    when 'IN_STUDY' then e.started_at is not null and e.completed_at is null
                    when 'COMPLETED' then e.completed_at is not null
                    else true end
            order by e.unit_id, e.learner_id
            limit $6
            """;

    private final Database database;

    LearnerRepository(Database database) {
        this.database = database;
    }

    /// The unit, where it is the caller's own or below.
    Uni<Optional<UnitRef>> unit(Caller caller, long unitId) {
        return database.query(UNIT, Tuple.of(unitId), LearnerRepository::unitOf)
                .map(found -> found.stream()
                        .filter(unit -> caller.reaches(unit.path()))
                        .findFirst());
    }

    /// At most one more than the limit: the one more tells that there is a next page.
    Uni<List<CampaignLearnerView>> page(Query query) {
        LearnerStatus status = query.status();
        Tuple arguments = Tuple.tuple()
                .addLong(query.campaignId())
                .addString(query.unit().path())
                .addLong(query.after().unitId())
                .addLong(query.after().learnerId())
                .addString(status == null ? null : status.name())
                .addInteger(query.limit() + 1);
        return database.query(PAGE, arguments, LearnerRepository::view);
    }

    private static UnitRef unitOf(Row row) {
        return new UnitRef(row.getLong("id"), row.getString("name"), row.getString("path"));
    }

    private static CampaignLearnerView view(Row row) {
        Instant startedAt = instant(row, "started_at");
        Instant completedAt = instant(row, "completed_at");
        return new CampaignLearnerView(
                row.getLong("learner_id"),
                MaskedName.of(row.getString("display_name")),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("path")),
                LearnerStatus.of(startedAt, completedAt),
                row.getInteger("required_done"),
                row.getInteger("required_total"),
                startedAt,
                completedAt);
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.get(OffsetDateTime.class, column);
        return value == null ? null : value.toInstant();
    }
}
