package cn.chaoxue.campaign;

import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Counts in what people enrolled before the opening had completed by then, and what was recorded of people while they
/// were being enrolled: neither of two transactions that overlap sees what the other does. So it looks only at people
/// of whom nothing of the kind can be under way any more, however long a transaction takes ([Look]). Facts are
/// recorded once, so a sweep cut off is simply swept again and two at once do no harm.
@Startup
@ApplicationScoped
class Opening {

    /// A transaction that has just begun may not show yet.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /// Transactions of the service's own role, which see each other; facts and enrolments are written by no other. None
    /// of them is idle for longer than `chaoxue.sql.idle-in-transaction`.
    private static final String LOOK = """
            select clock_timestamp() as at, least(now(), min(xact_start)) as over_before
            from pg_stat_activity
            where datname = current_database() and usename = current_user and backend_type = 'client backend'
            """;

    /// `settled_at`: everybody enrolled before it is settled. Who was enrolled, or had completed, just before the
    /// close is settled after it.
    private static final String UNSETTLED = """
            select id, coalesce(settled_at, 'epoch') as settled_at from campaign
            where opens_at < $1 and closes_at > now() - interval '1 day'
                and (settled_at is null or settled_at <= joined_at and settled_at < $1)
            order by id
            """;

    private static final String ARRIVED = """
            select learner_id, enrolled_at from enrolment
            where campaign_id = $1 and (enrolled_at, learner_id) > ($2, $3) and enrolled_at < $4
            order by enrolled_at, learner_id limit $5
            """;

    private static final String SETTLED = "update campaign set settled_at = greatest(settled_at, $2) where id = $1";

    /// Who was at work at a time: all transactions that began before `overBefore` had ended by `at`.
    ///
    /// Of two looks the later tells when all is over that the earlier could not see: an enrolment from before the
    /// earlier's `overBefore` was there for everybody to see from its `at` on, and whoever had begun by then, and
    /// may have missed it, is over once the later's `overBefore` has passed that.
    private record Look(OffsetDateTime at, OffsetDateTime overBefore) {

        static Look of(Row row) {
            return new Look(row.getOffsetDateTime("at"), row.getOffsetDateTime("over_before"));
        }
    }

    /// One campaign's: those enrolled since it was settled last and before `until`.
    private record Sweep(long campaignId, OffsetDateTime since, OffsetDateTime until) {}

    private record Arrival(long learnerId, OffsetDateTime at) {

        static Arrival of(Row row) {
            return new Arrival(row.getLong("learner_id"), row.getOffsetDateTime("enrolled_at"));
        }
    }

    private final Database database;
    private final BroughtAlong brought;
    private final CampaignFacts facts;
    private final TallyLedger tallies;
    private final int batch;
    private volatile @Nullable Look earlier;
    private volatile long lookedAt = System.nanoTime();

    Opening(
            Database database,
            BroughtAlong brought,
            CampaignFacts facts,
            TallyLedger tallies,
            CampaignConfig config,
            MeterRegistry registry) {
        this.database = database;
        this.brought = brought;
        this.facts = facts;
        this.tallies = tallies;
        this.batch = config.enrolmentBatch();
        new FeatureMeters(registry, "campaign")
                .seconds(
                        "settling.age",
                        "Time since openings were settled as far as they could be; NaN where that is not done here",
                        this::age);
    }

    /// Settles every campaign that has opened, or that somebody has joined since, as far as it can be by now: a first
    /// call only looks. Yields how many.
    Uni<Integer> settle() {
        return database.query(LOOK, Tuple.tuple(), Look::of).chain(looks -> settle(looks.getFirst()));
    }

    private Uni<Integer> settle(Look now) {
        Look before = earlier;
        if (before == null) {
            remember(now);
            return Uni.createFrom().item(0);
        }
        if (!now.overBefore().isAfter(before.at())) {
            return Uni.createFrom().item(0);
        }
        return sweepEach(before.overBefore().minus(MARGIN)).invoke(() -> remember(now));
    }

    private void remember(Look now) {
        earlier = now;
        lookedAt = System.nanoTime();
    }

    private double age() {
        return earlier == null ? Double.NaN : (System.nanoTime() - lookedAt) / 1e9;
    }

    private Uni<Integer> sweepEach(OffsetDateTime until) {
        return database.query(UNSETTLED, Tuple.of(until), row -> sweep(row, until))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::sweep)
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private static Sweep sweep(Row row, OffsetDateTime until) {
        return new Sweep(row.getLong("id"), row.getOffsetDateTime("settled_at"), until);
    }

    private Uni<Long> sweep(Sweep sweep) {
        AtomicReference<Arrival> last = new AtomicReference<>(new Arrival(0, sweep.since()));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(sweep, last))
                .whilst(arrivals -> !arrivals.isEmpty())
                .collect()
                .last()
                .chain(() -> database.query(SETTLED, Tuple.of(sweep.campaignId(), sweep.until()), _ -> true))
                .replaceWith(sweep.campaignId());
    }

    private Uni<List<Arrival>> page(Sweep sweep, AtomicReference<Arrival> last) {
        Arrival after = Objects.requireNonNull(last.get());
        Tuple arguments = Tuple.of(sweep.campaignId(), after.at(), after.learnerId(), sweep.until(), batch);
        return database.query(ARRIVED, arguments, Arrival::of)
                .call(arrivals ->
                        arrivals.isEmpty() ? Uni.createFrom().voidItem() : countIn(sweep.campaignId(), arrivals))
                .invoke(arrivals -> arrivals.stream().reduce((_, next) -> next).ifPresent(last::set));
    }

    private Uni<Void> countIn(long campaignId, List<Arrival> arrivals) {
        List<Long> learners = arrivals.stream().map(Arrival::learnerId).toList();
        return database.batch(tx -> brought.of(tx, campaignId, learners)
                        .chain(done -> facts.record(tx, done, CampaignFacts.NOTHING_ELSE)))
                .map(Recorded::tallies)
                .chain(tallies::publish);
    }
}
