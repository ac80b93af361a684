package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Counts follow people who change unit, and none is lost or doubled on the way (invariant 2).
@QuarkusTest
class TalliesOfPeopleTest extends CountedPeople {

    @Test
    void counts_moveWithThePerson() {
        UnitRef from = hangzhou;
        UnitRef to = units.city(gansu);
        long course = courses.video(60);
        long running = campaigns.open(centre, course);
        long over = campaigns.between(centre, daysAgo(30), daysAgo(1));
        Person person = people.learner(from);
        enrolAll(running);
        campaigns.enrol(over, person.id(), from);
        sql.run("insert into unit_tally (campaign_id, unit_id, enrolled) values (?, ?, 1)", over, from.id());
        pass(person, course);
        transfer(person, to);
        assertThat(count(running, from, "enrolled + started + course_completions + passed + completed"))
                .isZero();
        assertThat(count(running, to, "enrolled + started + course_completions + passed + completed"))
                .isEqualTo(5);
        assertThat(count(running, centre, "completed")).isEqualTo(1);
        assertThat(count(over, from, "enrolled")).isEqualTo(1);
        assertThat(sql.number(
                        "select coalesce(sum(abs(completed)), 0) from unit_tally_minute where unit_id = ?", to.id()))
                .as("nobody completed anything by being moved")
                .isZero();
        assertThat(drift(running)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    /// Who retired stays counted where they were, and is counted where they come back to.
    @Test
    void counts_comeBackWithThePersonToTheUnitThatTakesThem() {
        UnitRef closed = hangzhou;
        UnitRef to = units.city(gansu);
        long course = courses.video(60);
        long running = campaigns.open(centre, course);
        Person person = people.learner(closed);
        enrolAll(running);
        pass(person, course);
        change(person, Map.of("kind", "RETIREMENT", "effectiveOn", "2026-03-01"));
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(Map.of("effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/closure".formatted(closed.id()))
                .then()
                .statusCode(200);
        assertThat(count(running, closed, "completed")).isEqualTo(1);
        change(person, Map.of("kind", "RETURN", "toUnit", to.id(), "post", "团委书记", "effectiveOn", "2026-06-01"));
        assertThat(count(running, closed, "enrolled + completed")).isZero();
        assertThat(count(running, to, "enrolled + completed")).isEqualTo(2);
        assertThat(count(running, centre, "completed")).isEqualTo(1);
        assertThat(drift(running)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void peopleMovedWhileTheyStudy_leaveNoDrift() {
        UnitRef one = hangzhou;
        UnitRef other = units.city(gansu);
        long course = courses.video(60);
        long campaign = campaigns.open(centre, course);
        List<Person> some = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            some.add(people.learner(one));
        }
        enrolAll(campaign);
        CompletableFuture<?> studying = studying(some, course);
        some.subList(0, 12).forEach(person -> transfer(person, other));
        InTime.done(studying);
        assertThat(count(campaign, other, "completed")).isEqualTo(12);
        assertThat(count(campaign, one, "completed")).isEqualTo(28);
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    private void transfer(Person person, UnitRef to) {
        change(person, Map.of("kind", "TRANSFER", "toUnit", to.id(), "post", "团委书记", "effectiveOn", "2026-03-01"));
    }

    private void change(Person person, Map<String, Object> wish) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("reason", "组织调动");
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(body)
                .post("/api/v1/cadres/%d/postings".formatted(person.id()))
                .then()
                .statusCode(201);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
