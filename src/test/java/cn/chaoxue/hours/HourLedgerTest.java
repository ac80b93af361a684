package cn.chaoxue.hours;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.hours.HourLedger.Earned;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HourLedgerTest extends LearningProvinces {

    @Inject
    HourLedger ledger;

    @Inject
    Database database;

    long campaign;
    long other;
    long learner;
    long course;

    @BeforeEach
    void learnerOfTwoCampaigns() {
        course = courses.video(3337);
        campaign = campaigns.open(centre, course);
        other = campaigns.open(centre, course);
        learner = campaigns.enrolled(campaign, centre);
    }

    @Test
    void courseOfTwoCampaigns_countsOncePerCycle() {
        Instant may = Instant.parse("2026-05-01T00:00:00Z");

        assertThat(credit(earned(campaign, "CAMPAIGN", may), earned(other, "TOPIC", may)))
                .isEqualTo(1);
        assertThat(credit(earned(other, "TOPIC", may.plusSeconds(99)))).isZero();

        assertThat(sql.value(
                        "select cycle || ' ' || hours || ' ' || source from hour_credit where learner_id = ?", learner))
                .isEqualTo("2026 1.0 CAMPAIGN");
    }

    @Test
    void yearEnd_isTheOneOfChineseClocks() {
        credit(earned(campaign, "CAMPAIGN", Instant.parse("2026-12-31T15:59:59Z")));
        credit(earned(campaign, "CAMPAIGN", Instant.parse("2026-12-31T16:00:00Z")));

        assertThat(sql.value(
                        "select string_agg(cycle::text, ',' order by cycle) from hour_credit where learner_id = ?",
                        learner))
                .isEqualTo("2026,2027");
    }

    @Test
    void concurrentCredits_leaveOneEntry() {
        Earned same = earned(campaign, "CAMPAIGN", Instant.parse("2026-05-01T00:00:00Z"));
        List<Uni<Integer>> transactions = IntStream.range(0, 20)
                .mapToObj(_ -> database.batch(tx -> ledger.credit(tx, List.of(same))))
                .toList();

        List<Integer> added = InTime.done(Uni.join().all(transactions).andFailFast());

        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    }

    private int credit(Earned... earned) {
        return InTime.done(database.batch(tx -> ledger.credit(tx, List.of(earned))));
    }

    private Earned earned(long from, String source, Instant at) {
        return new Earned(learner, course, 3337, source, from, null, at);
    }
}
