package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TalliesOfUnitsTest extends CountedPeople {

    @Inject
    TallyLedger ledger;

    @Test
    void counts_moveWithTheirUnit() {
        long campaign = campaigns.open(centre);
        enrol(campaign, hangzhou).await().atMost(Duration.ofSeconds(30));
        enrol(campaign, units.city(zhejiang)).await().atMost(Duration.ofSeconds(30));
        move(hangzhou, gansu);
        assertThat(count(campaign, zhejiang, "enrolled")).isEqualTo(1);
        assertThat(count(campaign, gansu, "enrolled")).isEqualTo(1);
        assertThat(count(campaign, centre, "enrolled")).isEqualTo(2);
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    /// Facts that are counted while a unit moves count for those above it before, or for those after: never for both.
    @Test
    void unitMovedWhilePeopleAreCounted_leavesNoDrift() {
        long campaign = campaigns.open(centre);
        List<Uni<Void>> arrivals =
                IntStream.range(0, 300).mapToObj(_ -> enrol(campaign, hangzhou)).toList();
        CompletableFuture<List<Void>> counting = Multi.createFrom()
                .iterable(arrivals)
                .onItem()
                .transformToUni(arrival -> arrival)
                .merge(6)
                .collect()
                .asList()
                .subscribeAsCompletionStage();
        for (int i = 0; i < 6; i++) {
            move(hangzhou, i % 2 == 0 ? gansu : zhejiang);
        }
        InTime.done(counting);
        assertThat(count(campaign, zhejiang, "enrolled")).isEqualTo(300);
        assertThat(count(campaign, gansu, "enrolled")).isZero();
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    private Uni<Void> enrol(long campaign, UnitRef unit) {
        TallyDelta delta = new TallyDelta(campaign, unit.id(), 1, 0, 0, 0, 0);
        long learner = people.learner(unit).id();
        String fact = "insert into enrolment (campaign_id, learner_id, unit_id) values ($1, $2, $3)";
        return database.transaction(tx -> Database.rows(tx, fact, Tuple.of(campaign, learner, unit.id()), _ -> true)
                .chain(() -> ledger.apply(tx, List.of(delta)))
                .replaceWithVoid());
    }

    private void move(UnitRef unit, UnitRef parent) {
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(Map.of("unitId", parent.id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/move".formatted(unit.id()))
                .then()
                .statusCode(200);
    }
}
