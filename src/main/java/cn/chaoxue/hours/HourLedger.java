package cn.chaoxue.hours;

import cn.chaoxue.cadre.Cycles;
import cn.chaoxue.course.StudyHours;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one ledger of study hours (A3.4).
@ApplicationScoped
public class HourLedger {

    /// A completed course that earns hours; `source` is the kind of its campaign.
    public record Earned(
            long learnerId,
            long courseId,
            int durationSeconds,
            String source,
            @Nullable Long campaignId,
            @Nullable Long attemptId,
            Instant at) {}

    /// The earliest of several entries for one course and cycle is the one that counts. Keys are taken in order, so
    /// two transactions never wait for each other.
    private static final String CREDIT = """
            insert into hour_credit
                (learner_id, course_id, cycle, hours, source, campaign_id, attempt_id, credited_at)
            select distinct on (learner_id, course_id, cycle)
                learner_id, course_id, cycle, hours, source, campaign_id, attempt_id, credited_at
            from unnest($1::bigint[], $2::bigint[], $3::int[], $4::numeric[], $5::text[], $6::bigint[], $7::bigint[],
                $8::timestamptz[])
                as e (learner_id, course_id, cycle, hours, source, campaign_id, attempt_id, credited_at)
            order by learner_id, course_id, cycle, credited_at, campaign_id
            on conflict (learner_id, course_id, cycle) do nothing
            returning id
            """;

    private final Cycles cycles;

    HourLedger(Cycles cycles) {
        this.cycles = cycles;
    }

    /// Credits each course once per learner and cycle, by the rule of A2.4, into the cycle in which the course was
    /// finished; what was credited before is passed over. Yields how many entries are new.
    public Uni<Integer> credit(SqlConnection tx, List<Earned> earned) {
        if (earned.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return Database.rows(tx, CREDIT, columns(earned), row -> row.getLong("id"))
                .map(List::size);
    }

    private Tuple columns(List<Earned> earned) {
        return Tuple.tuple()
                .addArrayOfLong(earned.stream().map(Earned::learnerId).toArray(Long[]::new))
                .addArrayOfLong(earned.stream().map(Earned::courseId).toArray(Long[]::new))
                .addArrayOfInteger(
                        earned.stream().map(e -> cycles.at(e.at()).year()).toArray(Integer[]::new))
                .addValue(earned.stream()
                        .map(e -> StudyHours.of(e.durationSeconds()))
                        .toArray(BigDecimal[]::new))
                .addArrayOfString(earned.stream().map(Earned::source).toArray(String[]::new))
                .addArrayOfLong(earned.stream().map(Earned::campaignId).toArray(Long[]::new))
                .addArrayOfLong(earned.stream().map(Earned::attemptId).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(earned.stream()
                        .map(e -> e.at().atOffset(ZoneOffset.UTC))
                        .toArray(java.time.OffsetDateTime[]::new));
    }
}
