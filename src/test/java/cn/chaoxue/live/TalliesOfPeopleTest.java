package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.EnrolmentService;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Counts follow people who change unit, and none is lost or doubled on the way (invariant 2).
@QuarkusTest
class TalliesOfPeopleTest {

    @Inject
    TallyReconciliation reconciliation;

    @Inject
    CampaignFacts facts;

    @Inject
    EnrolmentService enrolment;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    Courses courses;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Test
    void counts_moveWithThePerson() {
        UnitRef centre = units.centre();
        UnitRef from = units.city(units.province(centre));
        UnitRef to = units.city(units.province(centre));
        long course = courses.video(60);
        long running = campaigns.open(centre, course);
        long over = campaigns.between(centre, daysAgo(30), daysAgo(1));
        Person person = people.learner(from);
        enrolment.enrolAll(running).await().atMost(Duration.ofSeconds(30));
        campaigns.enrol(over, person.id(), from);
        sql.run("insert into unit_tally (campaign_id, unit_id, enrolled) values (?, ?, 1)", over, from.id());
        pass(person, course).await().atMost(Duration.ofSeconds(30));
        transfer(centre, person, to);
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
        UnitRef centre = units.centre();
        UnitRef closed = units.city(units.province(centre));
        UnitRef to = units.city(units.province(centre));
        long course = courses.video(60);
        long running = campaigns.open(centre, course);
        Person person = people.learner(closed);
        enrolment.enrolAll(running).await().atMost(Duration.ofSeconds(30));
        pass(person, course).await().atMost(Duration.ofSeconds(30));
        change(centre, person, Map.of("kind", "RETIREMENT", "effectiveOn", "2026-03-01"));
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(Map.of("effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/closure".formatted(closed.id()))
                .then()
                .statusCode(200);
        assertThat(count(running, closed, "completed")).isEqualTo(1);
        change(
                centre,
                person,
                Map.of("kind", "RETURN", "toUnit", to.id(), "post", "团委书记", "effectiveOn", "2026-06-01"));
        assertThat(count(running, closed, "enrolled + completed")).isZero();
        assertThat(count(running, to, "enrolled + completed")).isEqualTo(2);
        assertThat(count(running, centre, "completed")).isEqualTo(1);
        assertThat(drift(running)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void peopleMovedWhileTheyStudy_leaveNoDrift() {
        UnitRef centre = units.centre();
        UnitRef one = units.city(units.province(centre));
        UnitRef other = units.city(units.province(centre));
        long course = courses.video(60);
        long campaign = campaigns.open(centre, course);
        List<Person> some = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            some.add(people.learner(one));
        }
        enrolment.enrolAll(campaign).await().atMost(Duration.ofSeconds(30));
        CompletableFuture<List<Object>> studying = Multi.createFrom()
                .iterable(some)
                .onItem()
                .<Object>transformToUni(person -> pass(person, course).replaceWith(person))
                .merge(4)
                .collect()
                .asList()
                .subscribeAsCompletionStage();
        some.subList(0, 12).forEach(person -> transfer(centre, person, other));
        studying.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(count(campaign, other, "completed")).isEqualTo(12);
        assertThat(count(campaign, one, "completed")).isEqualTo(28);
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private Uni<Void> pass(Person person, long course) {
        LearnerCourse who = new LearnerCourse(person.id(), course);
        var fact = new CampaignFacts.Fact(who, Instant.now(), null);
        return database.transaction(tx -> facts.passed(tx, List.of(fact))).replaceWithVoid();
    }

    private void transfer(UnitRef centre, Person person, UnitRef to) {
        change(
                centre,
                person,
                Map.of("kind", "TRANSFER", "toUnit", to.id(), "post", "团委书记", "effectiveOn", "2026-03-01"));
    }

    private void change(UnitRef centre, Person person, Map<String, Object> wish) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("reason", "组织调动");
        as(people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)))
                .body(body)
                .post("/api/v1/cadres/%d/postings".formatted(person.id()))
                .then()
                .statusCode(201);
    }

    private long count(long campaign, UnitRef unit, String what) {
        return sql.number(
                "select coalesce(max(" + what + "), 0) from unit_tally where campaign_id = ? and unit_id = ?",
                campaign,
                unit.id());
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private TallyReconciliation.Drift drift(long campaign) {
        return reconciliation
                .compare(campaign)
                .await()
                .atMost(Duration.ofSeconds(20))
                .orElseThrow();
    }
}
