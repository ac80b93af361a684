package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.FactChanges.CourseChange;
import cn.chaoxue.campaign.FactChanges.EnrolmentChange;
import cn.chaoxue.campaign.FactTarget.Key;
import cn.chaoxue.campaign.FactTarget.Line;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The three statements that record a batch of facts, each over the whole batch. Only truly new rows come back.
///
/// None joins what another part of it has written: PostgreSQL cannot estimate such a part, and joins two of them row
/// by row (measured: at 500 facts more than half of the time, at 4,000 nine tenths). They meet in Java instead.
@Singleton
final class FactRepository {

    /// Each fact once per campaign that has the course, has opened and enrols the learner. What happened before the
    /// opening and arrives after it counts from the opening on: whoever counts in what was done before may have
    /// passed this learner already, and there is no doing it twice. What arrives before is left to them. The
    /// enrolments are locked in key order, so that nobody else adds to their completed courses meanwhile. One that
    /// is started already has nothing to learn from one more start.
    private static final String TARGETS = """
            select e.campaign_id, c.kind, e.unit_id, k.required, f.line, greatest(f.at, c.opens_at) as counts_at
            from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::boolean[]) with ordinality
                as f (learner_id, course_id, at, completes, line)
            join campaign_course k on k.course_id = f.course_id
            join campaign c on c.id = k.campaign_id and c.opens_at <= greatest(f.at, now())
            join enrolment e on e.campaign_id = k.campaign_id and e.learner_id = f.learner_id
            where f.completes or e.started_at is null
            order by e.campaign_id, e.learner_id
            for no key update of e
            """;

    private static final String INSERT = """
            with fact as (
                select *
                from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::boolean[])
                    as f (campaign_id, learner_id, course_id, attempt_id, at, passes)
            ), pass as (
                insert into course_pass (campaign_id, learner_id, course_id, attempt_id, passed_at)
                select campaign_id, learner_id, course_id, attempt_id, at from fact where passes
                on conflict do nothing
                returning campaign_id, learner_id, course_id
            ), completion as (
                insert into course_completion (campaign_id, learner_id, course_id, completed_at)
                select campaign_id, learner_id, course_id, at from fact
                on conflict do nothing
                returning campaign_id, learner_id, course_id
            )
            select *, true as passed from pass union all select *, false from completion
            """;

    /// A campaign is completed exactly when all its required courses are (A4.4). Completions are inserted under the
    /// enrolment's lock and never taken back, so what this batch gained is added to what was done before; counting
    /// the rows anew took a fifth of what PostgreSQL spends on a submission, the more the more a learner had done.
    private static final String SETTLE = """
            with requirement as materialized (
                select campaign_id, count(*) as needed
                from campaign_course
                where required and campaign_id = any($1)
                group by campaign_id
            )
            update enrolment e
            set started_at = coalesce(e.started_at, s.first_at),
                required_done = e.required_done + s.gained,
                completed_at = coalesce(e.completed_at,
                    case when e.required_done + s.gained >= r.needed then s.last_at end)
            from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::int[])
                    as s (campaign_id, learner_id, first_at, last_at, gained)
                left join requirement r using (campaign_id)
            where e.campaign_id = s.campaign_id and e.learner_id = s.learner_id
                and (e.started_at is null or s.gained > 0)
            returning e.campaign_id, e.unit_id, old.started_at is null as started,
                old.completed_at is null and new.completed_at is not null as completed
            """;

    private record Inserted(Key key, boolean passed) {}

    /// Locks the enrolments and tells what each fact meets.
    Uni<List<FactTarget>> targets(SqlConnection tx, Batch batch) {
        List<Line> lines = FactTarget.lines(batch);
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(longs(lines, line -> line.fact().who().learnerId()))
                .addArrayOfLong(longs(lines, line -> line.fact().who().courseId()))
                .addArrayOfOffsetDateTime(instants(lines, line -> line.fact().at()))
                .addArrayOfBoolean(lines.stream().map(Line::completes).toArray(Boolean[]::new));
        return Database.rows(tx, TARGETS, columns, row -> target(row, lines));
    }

    /// Records completed and passed courses.
    Uni<List<CourseChange>> insert(SqlConnection tx, List<FactTarget> targets) {
        Map<Key, FactTarget> completing = FactTarget.completing(targets);
        if (completing.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Collection<FactTarget> facts = completing.values();
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(longs(completing.keySet(), Key::campaignId))
                .addArrayOfLong(longs(completing.keySet(), Key::learnerId))
                .addArrayOfLong(longs(completing.keySet(), Key::courseId))
                .addArrayOfLong(longs(facts, target -> target.fact().attemptId()))
                .addArrayOfOffsetDateTime(instants(facts, FactTarget::at))
                .addArrayOfBoolean(facts.stream().map(FactTarget::passes).toArray(Boolean[]::new));
        return Database.rows(tx, INSERT, columns, FactRepository::inserted)
                .map(inserted -> changes(completing, inserted));
    }

    /// Starts and completes the enrolments, where these courses were newly completed.
    Uni<List<EnrolmentChange>> settle(SqlConnection tx, List<FactTarget> targets, List<CourseChange> courses) {
        if (targets.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Collection<EnrolmentAdvance> advances = EnrolmentAdvance.of(targets, courses);
        Tuple columns = Tuple.tuple()
                .addArrayOfLong(longs(advances, EnrolmentAdvance::campaignId))
                .addArrayOfLong(longs(advances, EnrolmentAdvance::learnerId))
                .addArrayOfOffsetDateTime(instants(advances, EnrolmentAdvance::firstAt))
                .addArrayOfOffsetDateTime(instants(advances, EnrolmentAdvance::lastAt))
                .addArrayOfInteger(
                        advances.stream().map(EnrolmentAdvance::gained).toArray(Integer[]::new));
        return Database.rows(tx, SETTLE, columns, FactRepository::enrolmentChange);
    }

    private static List<CourseChange> changes(Map<Key, FactTarget> completing, List<Inserted> inserted) {
        Set<Key> passed = new HashSet<>();
        Set<Key> completed = new HashSet<>();
        inserted.forEach(row -> (row.passed ? passed : completed).add(row.key));
        return completing.entrySet().stream()
                .filter(e -> passed.contains(e.getKey()) || completed.contains(e.getKey()))
                .map(e -> e.getValue().change(passed.contains(e.getKey()), completed.contains(e.getKey())))
                .toList();
    }

    private static FactTarget target(Row row, List<Line> lines) {
        Line line = lines.get((int) (row.getLong("line") - 1));
        return new FactTarget(
                row.getLong("campaign_id"),
                row.getString("kind"),
                row.getLong("unit_id"),
                row.getBoolean("required"),
                row.getOffsetDateTime("counts_at").toInstant(),
                line.fact(),
                line.completes(),
                line.passes());
    }

    private static Inserted inserted(Row row) {
        Key key = new Key(row.getLong("campaign_id"), row.getLong("learner_id"), row.getLong("course_id"));
        return new Inserted(key, row.getBoolean("passed"));
    }

    private static EnrolmentChange enrolmentChange(Row row) {
        return new EnrolmentChange(
                row.getLong("campaign_id"),
                row.getLong("unit_id"),
                row.getBoolean("started"),
                row.getBoolean("completed"));
    }

    private static <T> Long[] longs(Collection<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <T> OffsetDateTime[] instants(Collection<T> rows, Function<T, Instant> column) {
        return rows.stream()
                .map(row -> column.apply(row).atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
