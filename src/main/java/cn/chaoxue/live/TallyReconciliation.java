package cn.chaoxue.live;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Compares the stored counts of running campaigns with the facts (invariant 2) and shows the difference as
/// `chaoxue_tally_drift`. Never repairs: a difference is a defect someone must see. One process at a time; a campaign
/// that could not be compared goes on showing what was found last ([KnownDrift]).
@Startup
@ApplicationScoped
class TallyReconciliation {

    private static final Logger LOG = Logger.getLogger(TallyReconciliation.class);

    /// Any number, as long as nobody else locks it.
    private static final String ONLY_ONE = "select pg_try_advisory_xact_lock(72616) as mine";

    /// The pool's own bound ends our waiting; this ends PostgreSQL's work.
    private static final String BOUNDED = "set local statement_timeout = '15s'";

    /// A campaign's facts may still arrive for a while after it closes.
    private static final String RUNNING = """
            select id from campaign
             where opens_at <= now() and closes_at > now() - interval '1 day'
             order by id
            """;

    private final Database database;
    private final KnownDrift known = new KnownDrift(System::nanoTime);
    private final Counter failures;

    TallyReconciliation(Database database, MeterRegistry metrics) {
        this.database = database;
        FeatureMeters meters = new FeatureMeters(metrics, "tally");
        meters.level(
                "drift",
                "By how much counts differ from the facts they count; 0 or a defect",
                () -> known.total().difference());
        meters.level(
                "drifting.units",
                "Units whose counts differ from the facts",
                () -> known.total().units());
        this.failures = meters.counter("reconciliation.failures", "Campaigns that could not be compared this time");
        meters.seconds(
                "reconciliation.age",
                "Time since this process last compared the running campaign least lately compared, or first saw it",
                known::ageSeconds);
    }

    /// One step of the loop. A campaign that cannot be compared now is left for the next time.
    Uni<Integer> compare() {
        return database.query(RUNNING, Tuple.tuple(), row -> row.getLong("id"))
                .invoke(known::running)
                .chain(this::compareEach)
                .invoke(this::tell)
                .replaceWith(0);
    }

    /// Units that differ in one campaign, and by how much.
    record Drift(int units, long difference) {

        static final Drift NONE = new Drift(0, 0);

        static Drift of(Row row) {
            return new Drift(row.getInteger("units"), row.getLong("difference"));
        }

        Drift plus(Drift other) {
            return new Drift(units + other.units, difference + other.difference);
        }
    }

    /// Compares one campaign; empty where that failed, or another process is comparing.
    Uni<Optional<Drift>> compare(long campaign) {
        return database.batch(tx -> alone(tx).chain(mine -> mine ? drift(tx, campaign) : notCompared()))
                .onFailure()
                .invoke(failure -> noteFailure(campaign, failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Void> compareEach(List<Long> campaigns) {
        return Multi.createFrom()
                .iterable(campaigns)
                .onItem()
                .transformToUniAndConcatenate(this::compareAndKeep)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Optional<Drift>> compareAndKeep(long campaign) {
        return compare(campaign).invoke(found -> found.ifPresent(drift -> known.compared(campaign, drift)));
    }

    private static Uni<Boolean> alone(SqlConnection tx) {
        return tx.query(BOUNDED)
                .execute()
                .chain(() -> Database.rows(tx, ONLY_ONE, Tuple.tuple(), row -> row.getBoolean("mine")))
                .map(List::getFirst);
    }

    private static Uni<Optional<Drift>> drift(SqlConnection tx, long campaign) {
        return Database.rows(tx, RecountSql.COMPARE, Tuple.of(campaign), Drift::of)
                .map(List::getFirst)
                .map(Optional::of);
    }

    private static Uni<Optional<Drift>> notCompared() {
        return Uni.createFrom().item(Optional.empty());
    }

    private void tell() {
        Drift found = known.total();
        if (found.units() > 0) {
            LOG.errorf("tally drift: %d units differ from the facts by %d", found.units(), found.difference());
        }
    }

    private void noteFailure(long campaign, Throwable failure) {
        failures.increment();
        LOG.warnf("campaign %d not compared: %s", campaign, failure.getMessage());
    }
}
