package cn.chaoxue.campaign;

import static cn.chaoxue.campaign.CampaignFacts.NOTHING_ELSE;

import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.campaign.EnrolmentRepository.Enrolled;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Resolves campaigns' targets to an enrolled population, set by set (A4.1). Run again, it enrols only who is missing;
/// every new row moves `enrolled` of its unit in the same transaction.
@ApplicationScoped
public class EnrolmentService {

    private record Step(List<Enrolled> enrolled, List<UnitTally> tallies) {}

    private final EnrolmentRepository repository;
    private final BroughtAlong brought;
    private final CampaignFacts facts;
    private final TallyLedger tallies;
    private final Database database;
    private final int batch;

    EnrolmentService(
            EnrolmentRepository repository,
            BroughtAlong brought,
            CampaignFacts facts,
            TallyLedger tallies,
            Database database,
            CampaignConfig config) {
        this.repository = repository;
        this.brought = brought;
        this.facts = facts;
        this.tallies = tallies;
        this.database = database;
        this.batch = config.enrolmentBatch();
    }

    /// Enrols everyone the campaign addresses, its owner's whole subtree; nobody once it has closed. Yields how many
    /// are new. What they have done in its courses under another campaign comes along.
    public Uni<Integer> enrolAll(long campaignId) {
        return enrolAll(campaignId, batch);
    }

    /// The same, `atOnce` learners per transaction: many while nobody studies yet, so that each unit is counted seldom.
    public Uni<Integer> enrolAll(long campaignId, int atOnce) {
        return repository.unclosed(campaignId).chain(targets -> enrolEach(targets, atOnce));
    }

    /// The same for a part of the target.
    public Uni<Integer> enrolAll(CampaignTarget target) {
        return enrolAll(target, batch);
    }

    /// Enrols whoever came into the target of a campaign not closed yet since the last time.
    Uni<Integer> enrolLateArrivals() {
        return repository.unclosed().chain(targets -> enrolEach(targets, batch));
    }

    private Uni<Integer> enrolEach(List<CampaignTarget> targets, int atOnce) {
        return Multi.createFrom()
                .iterable(targets)
                .onItem()
                .transformToUniAndConcatenate(target -> enrolAll(target, atOnce))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    /// Goes on behind the last one enrolled: looking for the missing among all anew would take the square of the time.
    private Uni<Integer> enrolAll(CampaignTarget target, int atOnce) {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> enrolSome(target, last, atOnce))
                .whilst(enrolled -> enrolled > 0)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> enrolSome(CampaignTarget target, AtomicLong last, int atOnce) {
        return database.batch(tx -> enrolSome(tx, target, last.get(), atOnce))
                .call(step -> tallies.publish(step.tallies()))
                .invoke(step -> step.enrolled().forEach(one -> last.accumulateAndGet(one.learnerId(), Math::max)))
                .map(step -> step.enrolled().size());
    }

    private Uni<Step> enrolSome(SqlConnection tx, CampaignTarget target, long after, int atOnce) {
        return repository.enrol(tx, target, after, atOnce).chain(enrolled -> count(tx, target.campaignId(), enrolled));
    }

    private Uni<Step> count(SqlConnection tx, long campaignId, List<Enrolled> enrolled) {
        List<Long> learners = enrolled.stream().map(Enrolled::learnerId).toList();
        return brought.of(tx, campaignId, learners)
                .chain(done -> facts.record(tx, done, NOTHING_ELSE, deltas(campaignId, enrolled)))
                .map(Recorded::tallies)
                .map(moved -> new Step(enrolled, moved));
    }

    private static List<TallyDelta> deltas(long campaignId, List<Enrolled> enrolled) {
        Map<Long, Integer> byUnit =
                enrolled.stream().collect(Collectors.toMap(Enrolled::unitId, _ -> 1, Integer::sum, TreeMap::new));
        return byUnit.entrySet().stream()
                .map(unit -> new TallyDelta(campaignId, unit.getKey(), unit.getValue(), 0, 0, 0, 0))
                .toList();
    }
}
