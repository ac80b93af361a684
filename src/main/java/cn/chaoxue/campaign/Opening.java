package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Counts in what people enrolled before the opening had completed by then, once per campaign; and looks again
/// at those who joined since. Facts are recorded once, so a sweep cut off is simply swept again and two at once
/// do no harm.
@ApplicationScoped
class Opening {

    /// Half a minute late: an enrolment begun before the opening has committed by then.
    private static final String UNSETTLED = """
            select id, now() as enrolled_until, now() - interval '2 minutes' as settled_until from campaign
            where settled_at is null and opens_at <= now() - interval '30 seconds' and closes_at > now()
            order by id
            """;

    /// Two minutes late: longer than a batch takes that waits for another.
    private static final String JOINED = """
            select id, now() - interval '2 minutes' as enrolled_until, now() - interval '2 minutes' as settled_until
            from campaign
            where settled_at < joined_at and settled_at < now() - interval '2 minutes' and closes_at > now()
            order by id
            """;

    private static final String LEARNERS = """
            select learner_id from enrolment
            where campaign_id = $1 and learner_id > $2 and enrolled_at <= $4
                and enrolled_at > coalesce((select settled_at from campaign where id = $1), '-infinity')
            order by learner_id limit $3
            """;

    private static final String SETTLED = "update campaign set settled_at = greatest(settled_at, $2) where id = $1";

    /// One campaign's: those enrolled since it was settled last and until then.
    private record Sweep(long campaignId, OffsetDateTime enrolledUntil, OffsetDateTime settledUntil) {

        static Sweep of(Row row) {
            return new Sweep(
                    row.getLong("id"), row.getOffsetDateTime("enrolled_until"), row.getOffsetDateTime("settled_until"));
        }
    }

    private final Database database;
    private final BroughtAlong brought;
    private final CampaignFacts facts;
    private final TallyLedger tallies;
    private final int batch;

    Opening(Database database, BroughtAlong brought, CampaignFacts facts, TallyLedger tallies, CampaignConfig config) {
        this.database = database;
        this.brought = brought;
        this.facts = facts;
        this.tallies = tallies;
        this.batch = config.enrolmentBatch();
    }

    /// Settles every campaign that opened and was not settled yet. Yields how many.
    Uni<Integer> settleOpened() {
        return sweepEach(UNSETTLED);
    }

    /// Counts in what was recorded of people while they were being enrolled in an open campaign: neither
    /// transaction saw what the other did, and both are over now. Yields how many campaigns somebody had
    /// joined.
    Uni<Integer> lookAgain() {
        return sweepEach(JOINED);
    }

    private Uni<Integer> sweepEach(String campaigns) {
        return database.query(campaigns, Tuple.tuple(), Sweep::of)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private Uni<Long> settle(Sweep sweep) {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> page(sweep, last))
                .whilst(learners -> !learners.isEmpty())
                .collect()
                .last()
                .chain(() -> database.query(SETTLED, Tuple.of(sweep.campaignId(), sweep.settledUntil()), _ -> true))
                .replaceWith(sweep.campaignId());
    }

    private Uni<List<Long>> page(Sweep sweep, AtomicLong last) {
        Tuple arguments = Tuple.of(sweep.campaignId(), last.get(), batch, sweep.enrolledUntil());
        return database.query(LEARNERS, arguments, row -> row.getLong("learner_id"))
                .call(learners ->
                        learners.isEmpty() ? Uni.createFrom().voidItem() : countIn(sweep.campaignId(), learners))
                .invoke(learners -> learners.stream().reduce((_, next) -> next).ifPresent(last::set));
    }

    private Uni<Void> countIn(long campaignId, List<Long> learners) {
        return database.batch(tx -> brought.of(tx, campaignId, learners)
                        .chain(done -> facts.record(tx, done, CampaignFacts.NOTHING_ELSE)))
                .map(Recorded::tallies)
                .chain(tallies::publish);
    }
}
