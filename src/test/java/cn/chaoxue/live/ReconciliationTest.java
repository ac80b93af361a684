package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReconciliationTest {

    @Inject
    TallyReconciliation reconciliation;

    @Inject
    TrendRepository trends;

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
    MeterRegistry meters;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef city;
    long campaign;

    @BeforeEach
    void oneLearnerEnrolledAndCounted() {
        centre = units.centre();
        city = units.city(units.province(centre));
        campaign = campaigns.open(centre);
        enrol();
    }

    @Test
    void rightTallies_showNoDrift() {
        assertThat(compare()).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void falsifiedAndMissingTallies_showAsDriftAndAreLeftAlone() {
        sql.run("update unit_tally set enrolled = 4 where campaign_id = ? and unit_id = ?", campaign, centre.id());
        sql.run("delete from unit_tally where campaign_id = ? and unit_id = ?", campaign, city.id());

        assertThat(compare()).isEqualTo(new TallyReconciliation.Drift(2, 4));
        assertThat(compare()).as("nothing was repaired in silence").isEqualTo(new TallyReconciliation.Drift(2, 4));
        InTime.done(reconciliation.compare());
        assertThat(meters.get("chaoxue.tally.drift").gauge().value()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whileAnotherProcessCompares_thisOneStandsAside() {
        sql.run("update unit_tally set enrolled = 4 where campaign_id = ? and unit_id = ?", campaign, centre.id());
        Optional<TallyReconciliation.Drift> found =
                InTime.done(database.batch(tx -> tx.query("select pg_advisory_xact_lock(72616)")
                        .execute()
                        .chain(() -> reconciliation.compare(campaign))));

        assertThat(found).isEmpty();
    }

    @Test
    void failedComparison_goesOnShowingTheDriftAndGrowsOld() {
        sql.run("update unit_tally set enrolled = 4 where campaign_id = ? and unit_id = ?", campaign, centre.id());
        InTime.done(reconciliation.compare());
        long since = System.nanoTime();
        double failures = failures();
        // Their sum is beyond a bigint.
        sql.run("update unit_tally set enrolled = 9000000000000000000 where campaign_id = ?", campaign);

        InTime.done(reconciliation.compare());

        assertThat(InTime.done(reconciliation.compare(campaign))).isEmpty();
        assertThat(failures()).isGreaterThanOrEqualTo(failures + 2);
        assertThat(meters.get("chaoxue.tally.drift").gauge().value()).isGreaterThanOrEqualTo(3);
        double shown = (System.nanoTime() - since) / 1e9;
        assertThat(meters.get("chaoxue.tally.reconciliation.age").gauge().value())
                .isGreaterThanOrEqualTo(shown);
        sql.run("update unit_tally set enrolled = 1 where campaign_id = ?", campaign);
    }

    @Test
    void repair_isExactWhileLearnersKeepComing() {
        sql.run("update unit_tally set enrolled = 50 where campaign_id = ? and unit_id = ?", campaign, centre.id());
        sql.run("delete from unit_tally where campaign_id = ? and unit_id = ?", campaign, city.id());
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        List<Uni<Void>> arrivals =
                IntStream.range(0, 60).mapToObj(_ -> countedArrival()).toList();

        var arriving = Uni.join().all(arrivals).andFailFast().subscribeAsCompletionStage();
        given().auth()
                .oauth2(admin)
                .post("/api/v1/campaigns/" + campaign + "/tally/repair")
                .then()
                .statusCode(200)
                .body("drift.enrolled", equalTo(0));
        InTime.done(arriving);

        assertThat(compare()).isEqualTo(TallyReconciliation.Drift.NONE);
        assertThat(sql.number(
                        "select enrolled from unit_tally where campaign_id = ? and unit_id = ?", campaign, centre.id()))
                .isEqualTo(61);
    }

    @Test
    void repair_isForTheCentreAlone() {
        String liaison = people.tokenOf(people.active(centre, Role.LIAISON));
        String elsewhere = people.tokenOf(people.active(units.centre(), Role.CENTRE_ADMIN));
        String path = "/api/v1/campaigns/" + campaign + "/tally/repair";
        given().auth().oauth2(liaison).post(path).then().statusCode(403);
        given().auth().oauth2(elsewhere).post(path).then().statusCode(404);
    }

    @Test
    void oldMinutes_areDeletedInBoundedSteps() {
        sql.run("""
                insert into unit_tally_minute (campaign_id, unit_id, minute, started)
                select ?, ?, now() - interval '40 day' - n * interval '1 minute', 1 from generate_series(1, 25) n""", campaign, centre.id());

        assertThat(deleteOld()).isEqualTo(20);
        assertThat(deleteOld()).isEqualTo(5);
        assertThat(deleteOld()).isZero();
    }

    private int deleteOld() {
        return InTime.done(trends.deleteOlderThan(Duration.ofDays(39), 20));
    }

    private TallyReconciliation.Drift compare() {
        return InTime.done(reconciliation.compare(campaign)).orElseThrow();
    }

    private double failures() {
        return meters.get("chaoxue.tally.reconciliation.failures").counter().count();
    }

    private void enrol() {
        InTime.done(countedArrival());
    }

    /// Account, enrolment and count in one transaction, as enrolling does it.
    private Uni<Void> countedArrival() {
        long learner = people.learner(city).id();
        return database.batch(tx -> tx.query("insert into enrolment (campaign_id, learner_id, unit_id) values ("
                                + campaign + ", " + learner + ", " + city.id() + ")")
                        .execute()
                        .chain(() -> ledger.apply(tx, List.of(new TallyDelta(campaign, city.id(), 1, 0, 0, 0, 0)))))
                .replaceWithVoid();
    }
}
