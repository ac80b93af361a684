package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TallyLedgerTest {

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    /// Used bare where a deadlock must not be hidden: [Database] would try again.
    @Inject
    Pool pool;

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    Sql sql;

    UnitRef centre;
    List<UnitRef> cities;
    long campaign;

    @BeforeEach
    void unitTree() {
        centre = units.centre();
        UnitRef zhejiang = units.province(centre);
        UnitRef gansu = units.province(centre);
        cities = List.of(units.city(zhejiang), units.city(zhejiang), units.city(gansu), units.city(gansu));
        campaign = campaigns.open(centre);
    }

    @Test
    void delta_movesTheUnitAndEveryAncestor() {
        List<UnitTally> moved =
                apply(List.of(delta(cities.get(0), 3), delta(cities.get(0), 2), delta(cities.get(2), 1)));

        assertThat(moved).hasSize(5).isSortedAccordingTo((a, b) -> Long.compare(a.unitId(), b.unitId()));
        assertThat(tallyOf(moved, centre).passed()).isEqualTo(6);
        assertThat(tallyOf(moved, cities.get(0)).passed()).isEqualTo(5);
        assertThat(moved).allSatisfy(tally -> assertThat(tally.version()).isEqualTo(1));
        assertThat(sql.number(
                        "select sum(passed) from unit_tally_minute where campaign_id = ? and unit_id = ?",
                        campaign,
                        centre.id()))
                .isEqualTo(6);
    }

    @Test
    void deltasThatCancelOut_moveNothing() {
        assertThat(apply(List.of(delta(cities.get(0), 3), delta(cities.get(0), -3))))
                .isEmpty();
        assertThat(apply(List.of())).isEmpty();
    }

    @Test
    void concurrentTransactionsInAnyOrder_neitherDeadlockNorLoseACount() {
        Random random = new Random(7);
        List<Uni<List<UnitTally>>> transactions =
                IntStream.range(0, 120).mapToObj(_ -> bare(shuffled(random))).toList();

        List<List<UnitTally>> outcomes =
                InTime.done(Uni.join().all(transactions).andFailFast());

        assertThat(sum("passed", centre)).isEqualTo(120 * (1 + 2 + 3 + 4));
        assertThat(sql.number("""
                select count(*) from unit_tally t join unit u on u.id = t.unit_id
                 where t.campaign_id = ? and exists (select from unit c where c.parent_id = u.id)
                   and passed <> (select sum(passed) from unit_tally k join unit c on c.id = k.unit_id
                                   where k.campaign_id = t.campaign_id and c.parent_id = u.id)""", campaign))
                .as("units that differ from the sum of their children")
                .isZero();
        assertThat(outcomes.stream().map(moved -> tallyOf(moved, centre).version()))
                .as("every transaction saw a version of its own, none went back")
                .doesNotHaveDuplicates()
                .contains(1L, 120L);
    }

    @Test
    void rolledBackTransaction_leavesNoCount() {
        Uni<Object> failing = database.transaction(tx -> ledger.apply(tx, List.of(delta(cities.get(0), 1)))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("the worker died"))));

        assertThat(InTime.done(failing.onFailure().recoverWithNull())).isNull();

        assertThat(sum("passed", centre)).isZero();
    }

    private List<TallyDelta> shuffled(Random random) {
        List<TallyDelta> deltas = new ArrayList<>();
        for (int i = 0; i < cities.size(); i++) {
            deltas.add(delta(cities.get(i), i + 1));
        }
        Collections.shuffle(deltas, random);
        return deltas;
    }

    private List<UnitTally> apply(List<TallyDelta> deltas) {
        return InTime.done(transactionOf(deltas));
    }

    private Uni<List<UnitTally>> transactionOf(List<TallyDelta> deltas) {
        return database.batch(tx -> ledger.apply(tx, deltas));
    }

    private Uni<List<UnitTally>> bare(List<TallyDelta> deltas) {
        return pool.withTransaction(tx -> ledger.apply(tx, deltas));
    }

    private TallyDelta delta(UnitRef unit, int passed) {
        return new TallyDelta(campaign, unit.id(), 0, 0, 0, passed, 0);
    }

    private static UnitTally tallyOf(List<UnitTally> tallies, UnitRef unit) {
        return tallies.stream().filter(t -> t.unitId() == unit.id()).findFirst().orElseThrow();
    }

    private long sum(String column, UnitRef unit) {
        return sql.number(
                "select coalesce(sum(" + column + "), 0) from unit_tally where campaign_id = ? and unit_id = ?",
                campaign,
                unit.id());
    }
}
