package cn.chaoxue.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrentFactsTest extends LearningProvinces {

    private static final int LEARNERS = 40;
    private static final int WORKERS = 12;

    @Inject
    CampaignFacts facts;

    /// Used bare: [cn.chaoxue.platform.sql.Database] would hide a deadlock by trying again.
    @Inject
    Pool pool;

    @Test
    void everyFactDeliveredToEveryWorkerInAnyOrder_countsExactlyOnceWithoutDeadlock() {
        List<UnitRef> cities = List.of(hangzhou, units.city(gansu));
        long[] required = {courses.video(), courses.video(), courses.video()};
        long campaign = campaigns.open(centre, required);
        long sharing = campaigns.open(centre, required[0]);
        List<Fact> all = new ArrayList<>();
        for (int i = 0; i < LEARNERS; i++) {
            UnitRef city = cities.get(i % 2);
            long learner = campaigns.enrolled(campaign, city);
            campaigns.enrol(sharing, learner, city);
            for (long course : required) {
                all.add(new Fact(new LearnerCourse(learner, course), Instant.now(), null));
            }
        }

        // Each worker delivers all facts, in its own order, in five transactions of mixed size.
        Random random = new Random(11);
        List<Uni<Void>> workers = IntStream.range(0, WORKERS)
                .mapToObj(_ -> worker(shuffled(all, random)))
                .toList();
        InTime.done(Uni.join().all(workers).andFailFast());

        assertThat(campaigns.tallyOfFacts(campaign, centre)).isEqualTo("40 120 120 40");
        assertThat(campaigns.tallyOfFacts(sharing, centre)).isEqualTo("40 40 40 40");
        assertThat(campaigns.tallyOfFacts(campaign, cities.get(0))).isEqualTo("20 60 60 20");
        assertThat(sql.number("select count(*) from enrolment where campaign_id = ? and required_done = 3", campaign))
                .isEqualTo(LEARNERS);
    }

    private Uni<Void> worker(List<Fact> shuffled) {
        int part = shuffled.size() / 5;
        Uni<?> work = Uni.createFrom().voidItem();
        for (int i = 0; i < 5; i++) {
            List<Fact> batch = shuffled.subList(i * part, (i + 1) * part);
            work = work.chain(() -> pool.withTransaction(tx -> facts.record(
                    tx,
                    new Batch(batch, batch, List.of()),
                    (_, _) -> Uni.createFrom().voidItem())));
        }
        return work.replaceWithVoid();
    }

    private static List<Fact> shuffled(List<Fact> all, Random random) {
        List<Fact> copy = new ArrayList<>(all);
        Collections.shuffle(copy, random);
        return copy;
    }
}
