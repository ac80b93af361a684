package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Counts follow people into the unit that theirs is merged with, and none is lost or doubled on the way (invariant 2).
@QuarkusTest
class TalliesOfMergersTest extends CountedPeople {

    /// A1.8: who belongs to the united unit counts there, once along the tree; what is over stays as it was.
    @Test
    void counts_moveWithAUnitThatGoesIntoAnother() {
        UnitRef from = hangzhou;
        UnitRef to = units.city(zhejiang);
        UnitRef county = units.county(from);
        long course = courses.video(60);
        long running = campaigns.open(centre, course);
        long itsOwn = campaigns.open(from);
        long over = campaigns.between(centre, daysAgo(30), daysAgo(1));
        Person busy = people.learner(from);
        List.of(from, to, county).forEach(people::learner);
        campaigns.enrol(over, busy.id(), from);
        sql.run("insert into unit_tally (campaign_id, unit_id, enrolled) values (?, ?, 1)", over, from.id());
        enrolAll(running);
        enrolAll(itsOwn);
        pass(busy, course);
        merge(from, to);
        assertThat(count(running, from, "enrolled + started + course_completions + passed + completed"))
                .isZero();
        assertThat(count(running, county, "enrolled")).isEqualTo(1);
        assertThat(count(running, to, "enrolled")).isEqualTo(4);
        assertThat(count(running, to, "started + course_completions + passed + completed"))
                .isEqualTo(4);
        assertThat(count(running, zhejiang, "enrolled")).isEqualTo(4);
        assertThat(count(running, centre, "completed")).isEqualTo(1);
        assertThat(count(itsOwn, from, "enrolled"))
                .as("addresses the closed unit alone")
                .isEqualTo(2);
        assertThat(count(over, from, "enrolled")).isEqualTo(1);
        assertThat(sql.number(
                        "select coalesce(sum(abs(completed)), 0) from unit_tally_minute where unit_id = ?", to.id()))
                .as("nobody completed anything by the merger")
                .isZero();
        assertThat(drift(running)).isEqualTo(TallyReconciliation.Drift.NONE);
        assertThat(drift(itsOwn)).isEqualTo(TallyReconciliation.Drift.NONE);
        pass(people.learner(to), course);
        enrolAll(running);
        assertThat(count(running, to, "enrolled")).isEqualTo(5);
        assertThat(count(running, from, "enrolled")).isZero();
        as(people.tokenOf(people.active(to, Role.CITY_ADMIN)))
                .get("/api/v1/campaigns/%d/tally?unit=%d".formatted(running, to.id()))
                .then()
                .statusCode(200)
                .body("enrolled", is(5))
                .body("completed", is(1));
    }

    @Test
    void unitsMergedWhileTheirPeopleStudy_leaveNoDrift() {
        UnitRef last = units.city(zhejiang);
        long course = courses.video(60);
        long campaign = campaigns.open(centre, course);
        List<UnitRef> merged = List.of(units.city(zhejiang), units.city(zhejiang), units.city(zhejiang));
        List<Person> some = new ArrayList<>();
        merged.forEach(unit -> {
            for (int i = 0; i < 12; i++) {
                some.add(people.learner(unit));
            }
        });
        enrolAll(campaign);
        CompletableFuture<?> studying = studying(some, course);
        merged.forEach(unit -> merge(unit, last));
        InTime.done(studying);
        assertThat(count(campaign, last, "completed")).isEqualTo(some.size());
        assertThat(count(campaign, centre, "completed")).isEqualTo(some.size());
        merged.forEach(unit -> assertThat(count(campaign, unit, "enrolled")).isZero());
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    /// Who does not get the tree in time is told so, and tries again.
    private void merge(UnitRef unit, UnitRef into) {
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        Map<String, Object> merger = Map.of("unitId", into.id(), "effectiveOn", "2026-03-01");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> as(admin)
                                .body(merger)
                                .post("/api/v1/units/%d/merger".formatted(unit.id()))
                                .statusCode(),
                        is(200));
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
