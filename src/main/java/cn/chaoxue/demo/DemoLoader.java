package cn.chaoxue.demo;

import cn.chaoxue.demo.CampaignLoader.Campaigns;
import cn.chaoxue.identity.Passwords;
import cn.chaoxue.org.UnitRef;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Loads the demo at start, in steps that are each all or nothing and pass over what is there: units, courses,
/// campaigns, people batch by batch. Killed anywhere, the next start goes on; started again, it adds nothing. Of
/// several processes on one database one loads at a time.
@Singleton
final class DemoLoader {

    private static final Logger LOG = Logger.getLogger("demo");
    /// Key of the advisory lock; "chaoxue" and "demo" as a number nobody else uses.
    private static final long LOCK = 0x6368616F64656D6FL;

    private static final int LEAST = 20;
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

    /// Fired once the demo is loaded.
    record DemoLoaded(DemoState.Loaded demo) {}

    private final DemoConfig config;
    private final DemoState state;
    private final UnitLoader units;
    private final CatalogueLoader catalogue;
    private final CampaignLoader campaigns;
    private final PeopleLoader people;
    private final Enrolling enrolling;
    private final Passwords passwords;
    private final DemoAccounts accounts;
    private final Pool pool;
    private final Event<DemoLoaded> loaded;

    DemoLoader(
            DemoConfig config,
            DemoState state,
            UnitLoader units,
            CatalogueLoader catalogue,
            CampaignLoader campaigns,
            PeopleLoader people,
            Enrolling enrolling,
            Passwords passwords,
            DemoAccounts accounts,
            Pool pool,
            Event<DemoLoaded> loaded) {
        this.config = config;
        this.state = state;
        this.units = units;
        this.catalogue = catalogue;
        this.campaigns = campaigns;
        this.people = people;
        this.enrolling = enrolling;
        this.passwords = passwords;
        this.accounts = accounts;
        this.pool = pool;
        this.loaded = loaded;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled() && config.load()) {
            load().onFailure()
                    .invoke(failure -> LOG.errorf(failure, "demo: loading failed, trying again"))
                    .onFailure()
                    .retry()
                    .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                    .indefinitely()
                    .subscribe()
                    .with(this::announce, failure -> LOG.error("demo: loading ended", failure));
        }
    }

    /// Loads what is missing; yields all there is.
    Uni<DemoState.Loaded> load() {
        return pool.withConnection(
                lock -> locked(lock).chain(() -> awake(lock, loadAll())).eventually(() -> released(lock)));
    }

    /// The connection that holds the lock must not be taken for one whose server is gone (`chaoxue.sql`).
    private static <T> Uni<T> awake(SqlConnection lock, Uni<T> work) {
        Cancellable beats = Multi.createFrom()
                .ticks()
                .every(SIGN_OF_LIFE)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> lock.query("select 1").execute())
                .subscribe()
                .with(_ -> {}, failure -> LOG.warn("demo: its lock is lost", failure));
        return work.onTermination().invoke(beats::cancel);
    }

    /// People come before campaigns, so that nobody enrols newcomers one handful at a time meanwhile.
    private Uni<DemoState.Loaded> loadAll() {
        List<UnitSeed> unitSeeds = UnitSeeds.all();
        DemoPeople who = new DemoPeople(config.seed(), unitSeeds);
        int wanted = Math.max(config.cadres(), LEAST);
        return units.load(unitSeeds)
                .call(placed -> people(who, placed, wanted))
                .chain(placed -> campaigns(placed).map(running -> new DemoState.Loaded(placed, running, who, wanted)))
                .call(demo -> enrolling.enrol(demo.campaigns(), wanted));
    }

    private Uni<?> people(DemoPeople who, Map<String, UnitRef> placed, int wanted) {
        LOG.infof("demo: %,d units", placed.size());
        return passwords
                .hash(config.password())
                .call(hash -> people.load(who, new PeopleLoader.Surroundings(placed, hash), wanted))
                .call(hash -> config.exemptAccounts()
                        ? accounts.restore(who, hash)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Campaigns> campaigns(Map<String, UnitRef> placed) {
        List<CourseSeed> seeds = CourseSeed.all();
        long centre = Objects.requireNonNull(placed.get(UnitSeeds.CENTRE)).id();
        return catalogue.load(seeds).chain(ids -> campaigns.load(centre, seeds, ids));
    }

    private void announce(DemoState.Loaded done) {
        state.set(done);
        LOG.infof(
                "demo: loaded, %,d people in %,d units",
                done.cadres(), done.units().size());
        loaded.fire(new DemoLoaded(done));
    }

    private static Uni<?> locked(SqlConnection connection) {
        return connection.preparedQuery("select pg_advisory_lock($1)").execute(Tuple.of(LOCK));
    }

    private static Uni<?> released(SqlConnection connection) {
        return connection.preparedQuery("select pg_advisory_unlock($1)").execute(Tuple.of(LOCK));
    }
}
