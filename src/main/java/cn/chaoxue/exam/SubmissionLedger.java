package cn.chaoxue.exam;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.CampaignFacts.NewCompletion;
import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.hours.HourLedger;
import cn.chaoxue.hours.HourLedger.Earned;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes marked submissions and all that follows from them in the caller's transaction: the submission, the graded
/// attempt, the passed course, its completion and tallies, the study hours. Only a submission that is truly new has
/// consequences, so any of it may be repeated.
@ApplicationScoped
class SubmissionLedger {

    /// In key order, so that no two transactions wait for each other in a circle. Where the server's own submission of
    /// an overdue attempt came first, the learner's, acknowledged in time and found late, takes its place.
    private static final String INSERT = """
            insert into submission as s (attempt_id, receipt, answers, origin, submitted_at)
            select g.attempt_id, g.receipt, g.answers::jsonb, g.origin, g.submitted_at
              from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
                   as g(attempt_id, receipt, answers, origin, submitted_at)
             order by g.attempt_id
            on conflict (attempt_id) do update
               set answers = excluded.answers, origin = excluded.origin, submitted_at = excluded.submitted_at
             where s.origin = 'DEADLINE' and excluded.origin = 'LEARNER'
            returning attempt_id
            """;

    /// A pass is never taken back.
    private static final String GRADE = """
            update attempt a
               set state = 'GRADED', graded_at = now(), score = greatest(a.score, g.score),
                   passed = g.passed or coalesce(a.passed, false)
              from unnest($1::bigint[], $2::int[], $3::boolean[]) as g(id, score, passed)
             where a.id = g.id
            """;

    private final Receipts receipts;
    private final CampaignFacts facts;
    private final HourLedger hours;

    SubmissionLedger(Receipts receipts, CampaignFacts facts, HourLedger hours) {
        this.receipts = receipts;
        this.facts = facts;
        this.hours = hours;
    }

    /// Yields the counts that moved, to be published after commit. The last thing of its transaction.
    Uni<List<UnitTally>> record(SqlConnection tx, List<Marked> marked) {
        if (marked.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        TreeMap<Long, Marked> byAttempt = new TreeMap<>();
        marked.forEach(m -> byAttempt.merge(m.submission().attemptId(), m, SubmissionLedger::counting));
        return Database.rows(tx, INSERT, submissions(List.copyOf(byAttempt.values())), row -> row.getLong(0))
                .map(fresh -> fresh.stream().sorted().map(byAttempt::get).toList())
                .call(fresh -> grade(tx, fresh))
                .chain(fresh -> consequences(tx, fresh));
    }

    /// Of several entries for one attempt the first counts, the learner's own before the server's.
    private static Marked counting(Marked first, Marked other) {
        boolean replaced = first.submission().origin() == Origin.DEADLINE
                && other.submission().origin() == Origin.LEARNER;
        return replaced ? other : first;
    }

    private static Uni<?> grade(SqlConnection tx, List<Marked> fresh) {
        Tuple grades = Tuple.of(
                column(fresh, m -> m.submission().attemptId()).toArray(Long[]::new),
                column(fresh, m -> m.grade().score()).toArray(Integer[]::new),
                column(fresh, m -> m.grade().passed()).toArray(Boolean[]::new));
        return tx.preparedQuery(GRADE).execute(grades);
    }

    private Uni<List<UnitTally>> consequences(SqlConnection tx, List<Marked> fresh) {
        List<Marked> passed = fresh.stream().filter(m -> m.grade().passed()).toList();
        Batch batch = new Batch(List.of(), column(passed, SubmissionLedger::fact), List.of());
        return facts.record(tx, batch, (same, completions) -> hours.credit(same, earned(completions, passed)))
                .map(Recorded::tallies);
    }

    private static Fact fact(Marked marked) {
        Submission submission = marked.submission();
        LearnerCourse who =
                new LearnerCourse(submission.learnerId(), marked.bank().courseId());
        return new Fact(who, submission.at(), submission.attemptId());
    }

    private static List<Earned> earned(List<NewCompletion> completions, List<Marked> passed) {
        Map<Long, Integer> seconds = passed.stream()
                .map(Marked::bank)
                .collect(Collectors.toMap(Bank::courseId, Bank::courseSeconds, (one, _) -> one));
        return completions.stream()
                .map(completion -> earned(completion, seconds))
                .toList();
    }

    private static Earned earned(NewCompletion completion, Map<Long, Integer> seconds) {
        LearnerCourse who = completion.who();
        return new Earned(
                who.learnerId(),
                who.courseId(),
                seconds.getOrDefault(who.courseId(), 0),
                completion.campaignKind(),
                completion.campaignId(),
                completion.attemptId(),
                completion.at());
    }

    private Tuple submissions(List<Marked> marked) {
        return Tuple.of(
                column(marked, m -> m.submission().attemptId()).toArray(Long[]::new),
                column(marked, m -> receipts.of(m.submission().attemptId())).toArray(String[]::new),
                column(marked, m -> m.submission().answers().json()).toArray(String[]::new),
                column(marked, m -> m.submission().origin().name()).toArray(String[]::new),
                column(marked, m -> m.submission().at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
    }

    private static <T> List<T> column(List<Marked> marked, Function<Marked, T> value) {
        return marked.stream().map(value).toList();
    }
}
