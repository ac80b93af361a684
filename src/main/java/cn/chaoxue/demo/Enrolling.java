package cn.chaoxue.demo;

import cn.chaoxue.campaign.EnrolmentService;
import cn.chaoxue.demo.CampaignLoader.Campaigns;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Lets the campaigns enrol the people just loaded, and says on the log how far that is.
@Singleton
final class Enrolling {

    private static final Logger LOG = Logger.getLogger("demo");
    private static final int AT_ONCE = 10_000;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final String ENROLLED = """
            select coalesce(sum(t.enrolled), 0)::bigint as enrolled
            from unit_tally t join campaign c on c.id = t.campaign_id and c.owner_unit_id = t.unit_id
            where t.campaign_id = any($1)
            """;

    private final EnrolmentService enrolment;
    private final Database database;

    Enrolling(EnrolmentService enrolment, Database database) {
        this.enrolment = enrolment;
        this.database = database;
    }

    /// Enrols whoever is not yet, in both campaigns.
    Uni<Void> enrol(Campaigns campaigns, int people) {
        Cancellable lines = tell(campaigns.ids(), people * campaigns.ids().size());
        return enrolment
                .enrolAll(campaigns.big(), AT_ONCE)
                .chain(() -> enrolment.enrolAll(campaigns.small(), AT_ONCE))
                .invoke(fresh -> LOG.infof("demo: %,d newly enrolled in each campaign", fresh))
                .onTermination()
                .invoke(lines::cancel)
                .replaceWithVoid();
    }

    private Cancellable tell(List<Long> campaigns, int all) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(BETWEEN_LINES)
                .every(BETWEEN_LINES)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> enrolled(campaigns))
                .skip()
                .repetitions()
                .subscribe()
                .with(enrolled -> LOG.infof("demo: %d/%d enrolments", enrolled, all), _ -> {});
    }

    private Uni<Long> enrolled(List<Long> campaigns) {
        Long[] ids = campaigns.toArray(Long[]::new);
        return database.query(ENROLLED, Tuple.tuple().addArrayOfLong(ids), row -> row.getLong("enrolled"))
                .map(List::getFirst);
    }
}
