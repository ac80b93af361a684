package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.redis.RedisLane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/// Tells every process the new absolute counts. Never fails its caller: the facts are committed, and a board that
/// misses a message re-reads.
@Startup
@ApplicationScoped
class TallyAnnouncer {

    static final String CHANNEL = "chaoxue:live:tally";
    private static final Logger LOG = Logger.getLogger(TallyAnnouncer.class);

    private final RedisLane redis;
    private final LiveConfig config;
    private final Counter lost;

    TallyAnnouncer(@Identifier("study") RedisLane redis, LiveConfig config, MeterRegistry metrics) {
        this.redis = redis;
        this.config = config;
        this.lost = new FeatureMeters(metrics, "live")
                .counter("announcements.lost", "Changed counts not announced; boards find them by reading again");
    }

    Uni<Void> announce(List<UnitTally> tallies) {
        return Multi.createFrom()
                .iterable(tallies)
                .group()
                .intoLists()
                .of(config.unitsPerMessage())
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .onFailure()
                .invoke(this::noteLost)
                .onFailure()
                .recoverWithCompletion()
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Response> send(List<UnitTally> tallies) {
        return redis.send(Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(TallyMessage.of(tallies)));
    }

    private void noteLost(Throwable failure) {
        lost.increment();
        LOG.debugf("announcement lost, boards will re-read: %s", failure.getMessage());
    }
}
