package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
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
class TalliesOfUnitsTest {

    @Inject
    TallyReconciliation reconciliation;

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void counts_moveWithTheirUnit() {
        UnitRef centre = units.centre();
        UnitRef from = units.province(centre);
        UnitRef to = units.province(centre);
        UnitRef city = units.city(from);
        long campaign = campaigns.open(centre);
        enrol(campaign, city).await().atMost(Duration.ofSeconds(30));
        enrol(campaign, units.city(from)).await().atMost(Duration.ofSeconds(30));
        move(centre, city, to);
        assertThat(enrolled(campaign, from)).isEqualTo(1);
        assertThat(enrolled(campaign, to)).isEqualTo(1);
        assertThat(enrolled(campaign, centre)).isEqualTo(2);
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    /// Facts that are counted while a unit moves count for those above it before, or for those after: never for both.
    @Test
    void unitMovedWhilePeopleAreCounted_leavesNoDrift() {
        UnitRef centre = units.centre();
        UnitRef one = units.province(centre);
        UnitRef other = units.province(centre);
        UnitRef city = units.city(one);
        long campaign = campaigns.open(centre);
        List<Uni<Void>> arrivals =
                IntStream.range(0, 300).mapToObj(_ -> enrol(campaign, city)).toList();
        CompletableFuture<List<Void>> counting = Multi.createFrom()
                .iterable(arrivals)
                .onItem()
                .transformToUni(arrival -> arrival)
                .merge(6)
                .collect()
                .asList()
                .subscribeAsCompletionStage();
        for (int i = 0; i < 6; i++) {
            move(centre, city, i % 2 == 0 ? other : one);
        }
        counting.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(enrolled(campaign, one)).isEqualTo(300);
        assertThat(enrolled(campaign, other)).isZero();
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

    private void move(UnitRef centre, UnitRef unit, UnitRef parent) {
        given().header("Authorization", "Bearer " + people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", parent.id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/move".formatted(unit.id()))
                .then()
                .statusCode(200);
    }

    private long enrolled(long campaign, UnitRef unit) {
        return sql.number(
                "select coalesce(max(enrolled), 0) from unit_tally where campaign_id = ? and unit_id = ?",
                campaign,
                unit.id());
    }

    private TallyReconciliation.Drift drift(long campaign) {
        return reconciliation
                .compare(campaign)
                .await()
                .atMost(Duration.ofSeconds(20))
                .orElseThrow();
    }
}
