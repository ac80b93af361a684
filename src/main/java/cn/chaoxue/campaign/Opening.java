package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Counts in what people enrolled before the opening had completed by then, once per campaign. Facts are recorded
/// once, so a sweep cut off is simply swept again and two at once do no harm.
@ApplicationScoped
class Opening {

    /// Half a minute late: an enrolment begun before the opening has committed by then.
    private static final String UNSETTLED = """
            select id from campaign
            where settled_at is null and opens_at <= now() - interval '30 seconds' and closes_at > now()
            order by id
            """;

    private static final String LEARNERS = """
            select learner_id from enrolment
            where campaign_id = $1 and learner_id > $2 order by learner_id limit $3
            """;

    private static final String SETTLED = "update campaign set settled_at = now() where id = $1";

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
        return database.query(UNSETTLED, Tuple.tuple(), row -> row.getLong("id"))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private Uni<Long> settle(long campaignId) {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> page(campaignId, last))
                .whilst(learners -> !learners.isEmpty())
                .collect()
                .last()
                .chain(() -> database.query(SETTLED, Tuple.of(campaignId), _ -> campaignId))
                .replaceWith(campaignId);
    }

    private Uni<List<Long>> page(long campaignId, AtomicLong last) {
        return database.query(LEARNERS, Tuple.of(campaignId, last.get(), batch), row -> row.getLong("learner_id"))
                .call(learners -> learners.isEmpty() ? Uni.createFrom().voidItem() : countIn(campaignId, learners))
                .invoke(learners -> learners.stream().reduce((_, next) -> next).ifPresent(last::set));
    }

    private Uni<Void> countIn(long campaignId, List<Long> learners) {
        return database.batch(tx -> brought.of(tx, campaignId, learners)
                        .chain(done -> facts.record(tx, done, CampaignFacts.NOTHING_ELSE)))
                .map(Recorded::tallies)
                .chain(tallies::publish);
    }
}
