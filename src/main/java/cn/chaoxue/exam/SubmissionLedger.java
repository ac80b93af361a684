package cn.chaoxue.exam;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.CampaignFacts.NewCompletion;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.exam.Marked.Claim;
import cn.chaoxue.hours.HourLedger;
import cn.chaoxue.hours.HourLedger.Earned;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes marked submissions and all that follows from them in the caller's transaction: what was handed in and its
/// grade, the passed course, its completion and tallies, the study hours. Only a submission that is truly new has
/// consequences, so any of it may be repeated.
@ApplicationScoped
class SubmissionLedger {

    /// In key order, so that no two transactions wait for each other in a circle. An attempt is taken once, and only
    /// as what it is: open, of this learner, at this test. Where the server's own submission of an overdue attempt
    /// came first, the learner's, acknowledged in time and found late, takes its place; a pass is never taken back.
    private static final String HAND_IN = """
            update attempt a
               set state = 'GRADED', graded_at = now(), score = greatest(a.score, g.score),
                   passed = g.passed or coalesce(a.passed, false), receipt = g.receipt, answers = g.answers::jsonb,
                   origin = g.origin, submitted_at = g.submitted_at
              from (select *
                      from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[], $5::boolean[], $6::text[],
                                  $7::text[], $8::text[], $9::timestamptz[])
                           as g(id, learner_id, exam_id, score, passed, receipt, answers, origin, submitted_at)
                     order by id) g
             where a.id = g.id and a.learner_id = g.learner_id and a.exam_id = g.exam_id
               and (a.state = 'OPEN' or a.origin = 'DEADLINE' and g.origin = 'LEARNER')
            returning a.id, a.learner_id, a.exam_id
            """;

    private final Receipts receipts;
    private final CampaignFacts facts;
    private final HourLedger hours;

    SubmissionLedger(Receipts receipts, CampaignFacts facts, HourLedger hours) {
        this.receipts = receipts;
        this.facts = facts;
        this.hours = hours;
    }

    /// What a transaction wrote.
    /// @param taken attempts handed in by it; any other had been before, or is not what its submission says
    /// @param moved counts to be published after commit
    record HandedIn(Set<Claim> taken, List<UnitTally> moved) {

        static final HandedIn NOTHING = new HandedIn(Set.of(), List.of());
    }

    /// Writes them. The last thing of its transaction.
    Uni<HandedIn> record(SqlConnection tx, List<Marked> marked) {
        if (marked.isEmpty()) {
            return Uni.createFrom().item(HandedIn.NOTHING);
        }
        TreeMap<Claim, Marked> claimed = new TreeMap<>();
        marked.forEach(m -> claimed.merge(m.claim(), m, SubmissionLedger::counting));
        return Database.rows(tx, HAND_IN, columns(List.copyOf(claimed.values())), SubmissionLedger::claim)
                .chain(taken -> consequences(
                                tx, taken.stream().sorted().map(claimed::get).toList())
                        .map(moved -> new HandedIn(Set.copyOf(taken), moved)));
    }

    /// Of several entries for one attempt the first counts, the learner's own before the server's.
    private static Marked counting(Marked first, Marked other) {
        boolean replaced = first.submission().origin() == Origin.DEADLINE
                && other.submission().origin() == Origin.LEARNER;
        return replaced ? other : first;
    }

    private static Claim claim(Row row) {
        return new Claim(row.getLong(0), row.getLong(1), row.getLong(2));
    }

    private Uni<List<UnitTally>> consequences(SqlConnection tx, List<Marked> fresh) {
        List<Marked> passed = fresh.stream().filter(m -> m.grade().passed()).toList();
        Batch batch = new Batch(List.of(), column(passed, SubmissionLedger::fact), List.of());
        return facts.record(tx, batch, (same, completions) -> hours.credit(same, earned(completions, passed)))
                .map(CampaignFacts.Recorded::tallies);
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

    private Tuple columns(List<Marked> marked) {
        return Tuple.tuple()
                .addArrayOfLong(column(marked, m -> m.submission().attemptId()).toArray(Long[]::new))
                .addArrayOfLong(column(marked, m -> m.submission().learnerId()).toArray(Long[]::new))
                .addArrayOfLong(column(marked, m -> m.bank().examId()).toArray(Long[]::new))
                .addArrayOfInteger(column(marked, m -> m.grade().score()).toArray(Integer[]::new))
                .addArrayOfBoolean(column(marked, m -> m.grade().passed()).toArray(Boolean[]::new))
                .addArrayOfString(column(marked, m -> receipts.of(m.submission().attemptId()))
                        .toArray(String[]::new))
                .addArrayOfString(
                        column(marked, m -> m.submission().answers().json()).toArray(String[]::new))
                .addArrayOfString(
                        column(marked, m -> m.submission().origin().name()).toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        column(marked, m -> m.submission().at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new));
    }

    private static <T> List<T> column(List<Marked> marked, Function<Marked, T> value) {
        return marked.stream().map(value).toList();
    }
}
