package cn.chaoxue.campaign;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Set-based enrolment: a campaign's target becomes rows, a bounded number at a time.
@Singleton
final class EnrolmentRepository {

    /// A learner just enrolled, and the unit they count under.
    record Enrolled(long learnerId, long unitId) {}

    private static final String UNCLOSED = """
            select c.id, u.path from campaign c join unit u on u.id = c.owner_unit_id
            where c.closes_at > now() and ($1::bigint is null or c.id = $1)
            order by c.id
            """;

    /// Two processes may pick the same people; only the one whose row is new counts it. Nobody is disabled,
    /// merged with another or transferred between being picked and being enrolled. Who was being transferred
    /// when picked is left out, and found in the new unit by the next look. The campaign notes that somebody
    /// joined, for [Opening]. A plan for any campaign would look people up one by one.
    private static final String ENROL = Database.PLANNED_ANEW + """
            with missing as (
                select p.id, a.unit_id
                from cadre p
                join account a on a.id = p.id
                join unit u on u.id = a.unit_id
                where p.id > $4 and starts_with(u.path, $2) and a.status <> 'DISABLED' and 'learner' = any (a.roles)
                    and p.merged_into is null
                    and not exists (select from enrolment e where e.campaign_id = $1 and e.learner_id = p.id)
                order by p.id
                limit $3
                for share of a
            ), enrolled as (
                insert into enrolment (campaign_id, learner_id, unit_id)
                select $1, id, unit_id from missing order by id
                on conflict do nothing
                returning learner_id, unit_id
            ), noted as (
                update campaign set joined_at = greatest(joined_at, now())
                where id = $1 and exists (select from enrolled)
            )
            select learner_id, unit_id from enrolled
            """;

    private final Database database;

    EnrolmentRepository(Database database) {
        this.database = database;
    }

    /// Targets of all campaigns not closed yet, or of one of them.
    Uni<List<CampaignTarget>> unclosed(Long... campaignId) {
        return database.query(
                UNCLOSED,
                Tuple.tuple().addLong(campaignId.length == 0 ? null : campaignId[0]),
                row -> new CampaignTarget(row.getLong("id"), row.getString("path")));
    }

    /// Enrols at most `limit` of those who are missing and whose id is above `after`.
    Uni<List<Enrolled>> enrol(SqlConnection tx, CampaignTarget target, long after, int limit) {
        return Database.rows(
                tx,
                ENROL,
                Tuple.of(target.campaignId(), target.unitPath(), limit, after),
                row -> new Enrolled(row.getLong("learner_id"), row.getLong("unit_id")));
    }
}
